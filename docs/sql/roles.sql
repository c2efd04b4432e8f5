-- Two roles: one owns the tables and migrates them, the other serves requests. Once, as a superuser
-- in the database `callboard`; set a password for each role, or another way to log in.
CREATE ROLE callboard_owner LOGIN;
CREATE ROLE callboard_server LOGIN;
ALTER DATABASE callboard OWNER TO callboard_owner; -- who may create the extensions
REVOKE CREATE ON SCHEMA public FROM PUBLIC; -- as it is from Postgres 15 on
GRANT USAGE, CREATE ON SCHEMA public TO callboard_owner;
REVOKE TEMPORARY ON DATABASE callboard FROM PUBLIC;
