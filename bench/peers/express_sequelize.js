// The page by Express and Sequelize's findAndCountAll, as its manual has it. No authentication, no transcripts, no batch.
import express from "express";
import { DataTypes, Sequelize } from "sequelize";

const pool = { max: Number(process.env.POOL_SIZE), min: Number(process.env.POOL_SIZE) };
const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false, pool });
const time = (field) => ({ type: DataTypes.DATE, field });
const Call = sequelize.define("Call", {
  batchId: { type: DataTypes.UUID, field: "batch_id", primaryKey: true },
  position: { type: DataTypes.INTEGER, primaryKey: true },
  id: DataTypes.UUID,
  phoneNumber: { type: DataTypes.TEXT, field: "phone_number" },
  createdAt: time("created_at"),
  updatedAt: time("updated_at"),
  variables: DataTypes.JSONB,
  status: DataTypes.TEXT,
  attempts: DataTypes.SMALLINT,
  nextAttemptAt: time("next_attempt_at"),
  attemptStatus: { type: DataTypes.TEXT, field: "attempt_status" },
  from: { type: DataTypes.TEXT, field: "from_number" },
  startedAt: time("started_at"),
  answeredAt: time("answered_at"),
  endedAt: time("ended_at"),
  callDuration: { type: DataTypes.INTEGER, field: "call_duration" },
  answeredBy: { type: DataTypes.TEXT, field: "answered_by" },
  hangupCause: { type: DataTypes.TEXT, field: "hangup_cause" },
  hangupSource: { type: DataTypes.TEXT, field: "hangup_source" },
  recordingUrl: { type: DataTypes.TEXT, field: "recording_url" },
  provider: DataTypes.TEXT,
  providerCallId: { type: DataTypes.TEXT, field: "provider_call_id" },
  costAmount: { type: DataTypes.DECIMAL, field: "cost_amount" },
  costCurrency: { type: DataTypes.TEXT, field: "cost_currency" },
  earlierLogs: { type: DataTypes.JSONB, field: "earlier_logs" },
}, { tableName: "calls", timestamps: false });

const app = express();
app.disable("x-powered-by");
app.get("/batches/:id/calls", async (request, response) => {
  const [page, limit] = [Number(request.query.page ?? 1), Number(request.query.limit ?? 10)];
  const query = {
    where: { batchId: request.params.id },
    order: [["position", "ASC"]],
    limit,
    offset: (page - 1) * limit,
  };
  if (request.query.count === "none") return response.json({ page, limit, calls: await Call.findAll(query) });
  const { count: total, rows: calls } = await Call.findAndCountAll(query);
  response.json({ page, limit, total, totalPages: Math.ceil(total / limit), calls });
});
await sequelize.authenticate();
app.listen(Number(process.env.PORT), "127.0.0.1");
