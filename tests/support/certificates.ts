/** Certificates of the tests' own, by the openssl of the machine. */

export type Certificates = {
  directory: string;
  /** Makes `<name>.crt` and `<name>.key` for these names, signed by `ca.crt`. */
  sign(name: string, subjectAltName: string): Promise<void>;
  remove(): Promise<void>;
};

/** Makes `ca.crt`, and `other.crt` which signs nothing. Undefined, and logged, without openssl. */
export async function createCertificates(): Promise<Certificates | undefined> {
  const directory = await Deno.makeTempDir({ prefix: "callboard-tls-" });
  await Deno.chmod(directory, 0o755); // Postgres runs as another user
  const openssl = async (...args: string[]) => {
    const { success, stderr } = await new Deno.Command("openssl", { args, cwd: directory })
      .output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  };
  const newKey = ["-newkey", "rsa:2048", "-nodes", "-keyout"];
  const authority = (name: string) =>
    openssl(
      "req",
      "-x509",
      ...newKey,
      `${name}.key`,
      "-out",
      `${name}.crt`,
      "-subj",
      `/CN=${name}`,
    );
  const remove = () => Deno.remove(directory, { recursive: true });
  try {
    await authority("ca");
    await authority("other");
  } catch (error) {
    await remove();
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log("SKIPPED: there is no openssl here (apt-get install openssl)");
    return undefined;
  }
  const sign = async (name: string, subjectAltName: string) => {
    await openssl("req", ...newKey, `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    await Deno.writeTextFile(`${directory}/names`, `subjectAltName=${subjectAltName}\n`);
    const signer = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial"];
    const request = ["-req", "-in", `${name}.csr`, "-extfile", "names"];
    await openssl("x509", ...request, ...signer, "-out", `${name}.crt`);
  };
  return { directory, sign, remove };
}
