// The one Worker of a host: maintenance, dark-open, redirects, files of a bucket, and which side a request goes to.
// Modes are those of every front: old, read-only, maintenance, testers, new.

const READING = new Set(["GET", "HEAD"]);

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname === "/.cutover/mode") return text(200, `${env.MODE}\n`, { "Cache-Control": "no-store" });

    if (asksForLinks(request, env)) return redirects.answer(request) ?? nothing();

    const side = sideOf(request, env);
    if (side === null) return closed(url, env);

    // The old side answers its old links itself, to the end. They are answered here for whoever is sent to the new side.
    if (side === "new") {
      const redirect = redirects.answer(request);
      if (redirect !== null) return redirect;
      if (env.BUCKET) return file(request, url, env);
    }

    const origin = { old: env.ORIGIN_OLD, "read-only": env.ORIGIN_READ_ONLY, new: env.ORIGIN_NEW }[side];
    if (!origin) return nothing();

    // The name stays; only where it leads is ours to say. A redirect is the browser's to follow, not ours.
    const answer = await fetch(request, { redirect: "manual", cf: { resolveOverride: origin } });
    return isTester(request, env) ? told(answer, side) : answer;
  },
};

// null: nowhere, come back later.
function sideOf(request, env) {
  const reading = READING.has(request.method);
  switch (env.MODE) {
    case "old":
    case "new":
      return env.MODE;
    case "read-only":
      return reading ? "read-only" : null;
    case "testers":
      return isTester(request, env) ? "new" : reading ? "read-only" : null;
    default:
      return null;
  }
}

function isTester(request, env) {
  if (!env.TESTER_TOKEN) return false;
  const cookies = (request.headers.get("Cookie") ?? "").split(";").map((cookie) => cookie.trim());
  return request.headers.get("X-Cutover-Tester") === env.TESTER_TOKEN || cookies.includes(`X-Cutover-Tester=${env.TESTER_TOKEN}`);
}

// Testers are told which side answered them; without it a wrong token would look like success.
function told(answer, side) {
  const copy = new Response(answer.body, answer);
  copy.headers.set("X-Cutover-Side", side);
  return copy;
}

// The old links alone, whatever the mode: so they are proved before anybody is sent here. With the testers' token only.
function asksForLinks(request, env) {
  return Boolean(env.TESTER_TOKEN) && request.headers.get("X-Cutover-Links") === env.TESTER_TOKEN;
}

// A name as it stands, without its extension, or a directory's index; else the site's own page for what is not there.
async function file(request, url, env) {
  if (!READING.has(request.method)) return text(405, "Files are read here, with GET or HEAD.\n", { Allow: "GET, HEAD" });
  const name = nameOf(url.pathname);
  try {
    if (name !== null) {
      const isDirectory = name === "" || name.endsWith("/");
      for (const key of isDirectory ? [`${name}index.html`] : [name, `${name}.html`]) {
        const found = await object(key, 200, request, env);
        if (found !== null) return found;
      }
      if (!isDirectory && await env.BUCKET.head(`${name}/index.html`) !== null) {
        return new Response(null, { status: 301, headers: { Location: `${url.origin}${url.pathname}/${url.search}` } });
      }
    }
    return await object(env.NOT_FOUND ?? "404.html", 404, request, env) ?? nothing();
  } catch (fault) {
    console.error(`the bucket did not answer for ${url.pathname}: ${fault}`);
    return text(503, "This page cannot be read at the moment.\n", { "Retry-After": "5", "Cache-Control": "no-store" });
  }
}

// A path as a key. An escaped slash is no slash, and what pushes write for themselves is nobody's to read.
function nameOf(path) {
  if (/%2f|%5c/i.test(path)) return null;
  try {
    const name = decodeURIComponent(path.slice(1));
    return name.startsWith(".cutover/") || name.startsWith("/") || new TextEncoder().encode(name).length > 1000 ? null : name;
  } catch {
    return null;
  }
}

async function object(key, status, request, env) {
  const found = request.method === "HEAD" ? await env.BUCKET.head(key) : await read(key, status, request, env);
  if (found === null) return null;
  if (found === undefined) return text(416, "The file ends before that.\n", {});

  const headers = new Headers({ "Accept-Ranges": "bytes" });
  found.writeHttpMetadata(headers);
  headers.set("ETag", found.httpEtag);
  headers.set("Last-Modified", found.uploaded.toUTCString());
  if (request.method === "HEAD") {
    headers.set("Content-Length", `${found.size}`);
    return new Response(null, { status, headers });
  }
  // Without a body, a condition did not hold: the reader's own copy is the newest, or it asked for another than there is.
  if (!found.body) {
    const isOther = request.headers.has("If-Match") || request.headers.has("If-Unmodified-Since");
    return new Response(null, { status: isOther ? 412 : 304, headers });
  }
  const isPart = isPartial(status, request) && found.range !== undefined;
  const { offset = 0, length = found.size - offset } = isPart ? found.range : {};
  if (length === found.size) return new Response(found.body, { status, headers });
  headers.set("Content-Range", `bytes ${offset}-${offset + length - 1}/${found.size}`);
  return new Response(found.body, { status: 206, headers });
}

// undefined: a range that the file does not have.
async function read(key, status, request, env) {
  if (status !== 200) return env.BUCKET.get(key);
  try {
    return await env.BUCKET.get(key, { onlyIf: request.headers, ...(isPartial(status, request) ? { range: request.headers } : {}) });
  } catch (fault) {
    if (`${fault}`.includes("10039")) return undefined;
    throw fault;
  }
}

// If-Range asks for all where the file has changed; all is always a right answer.
function isPartial(status, request) {
  return status === 200 && request.headers.has("Range") && !request.headers.has("If-Range");
}

// Mirrors, caches and mail gateways must not take a page that says "back soon" for success: 503 whatever was asked, kept by nobody.
function closed(url, env) {
  const headers = { "Retry-After": env.RETRY_AFTER, "Cache-Control": "no-store" };
  if (url.pathname.startsWith("/api/")) {
    const body = JSON.stringify({ error: "maintenance", retry_after: Number(env.RETRY_AFTER), status: env.STATUS_PAGE });
    return new Response(body, { status: 503, headers: { ...headers, "Content-Type": "application/json" } });
  }
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Maintenance</title><h1>Back soon</h1>
<p>${env.HOST} is moving to new machines. Progress: <a href="${env.STATUS_PAGE}">${env.STATUS_PAGE}</a></p></html>
`;
  return new Response(page, { status: 503, headers: { ...headers, "Content-Type": "text/html; charset=utf-8" } });
}

function nothing() {
  return text(404, "There is nothing at this address.\n", {});
}

function text(status, body, headers) {
  return new Response(body, { status, headers: { ...headers, "Content-Type": "text/plain; charset=utf-8" } });
}
