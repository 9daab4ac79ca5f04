// A bucket with its S3 API, and the Worker that serves it, in Cloudflare's local runtime. Settings come as JSON in a file.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const told = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { Miniflare } = await import(pathToFileURL(`${told.package}/dist/src/index.js`).href);
const edge = new Miniflare({
  host: told.address, port: told.port, modules: true, script: readFileSync(told.script, "utf8"), compatibilityDate: "2026-01-01",
  routes: told.hosts.map((host) => `${host}/*`), bindings: told.bindings, cf: false, telemetry: { enabled: false },
  r2Buckets: { BUCKET: { id: told.bucket, s3Credentials: { accessKeyId: told.keyId, secretAccessKey: told.secret } } },
  r2Persist: told.folder,
});
await edge.ready;
process.on("SIGTERM", async () => { await edge.dispose(); process.exit(0); });
