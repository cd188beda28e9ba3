// The receiver side of castv2 on port 8009: NAME. It answers pings and the status question.
const { execFileSync } = require("child_process");
const fs = require("fs");
const { Server } = require("castv2");

const RECEIVER = "urn:x-cast:com.google.cast.receiver";
const HEARTBEAT = "urn:x-cast:com.google.cast.tp.heartbeat";

execFileSync("openssl", [
  "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
  "-subj", `/CN=${process.argv[2]}`, "-keyout", "/run/cast.key", "-out", "/run/cast.crt",
], { stdio: "ignore" });

const server = new Server({ key: fs.readFileSync("/run/cast.key"), cert: fs.readFileSync("/run/cast.crt") });
server.listen(8009, "0.0.0.0");
server.on("message", (client, from, to, namespace, data) => {
  const message = JSON.parse(data);
  if (namespace === HEARTBEAT && message.type === "PING") {
    server.send(client, to, from, namespace, JSON.stringify({ type: "PONG" }));
  }
  if (namespace === RECEIVER && message.type === "GET_STATUS") {
    const status = { volume: { level: 0.5, muted: false }, applications: [] };
    server.send(client, to, from, namespace, JSON.stringify({ type: "RECEIVER_STATUS", requestId: message.requestId, status }));
  }
});
