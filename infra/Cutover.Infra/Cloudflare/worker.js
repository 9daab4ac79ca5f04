// The one Worker of a host: maintenance, dark-open, redirects, and which side a request goes to.
// Modes are those of every front: old, read-only, maintenance, testers, new.

const READING = new Set(["GET", "HEAD"]);

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname === "/.cutover/mode") return text(200, `${env.MODE}\n`, { "Cache-Control": "no-store" });

    const side = sideOf(request, env);
    if (side === null) return closed(url, env);

    const redirect = redirects.answer(request);
    if (redirect !== null) return redirect;

    const origin = { old: env.ORIGIN_OLD, "read-only": env.ORIGIN_READ_ONLY, new: env.ORIGIN_NEW }[side];
    if (!origin) return text(404, "There is nothing at this address.\n", {});

    // The name stays; only where it leads is ours to say. A redirect is the browser's to follow, not ours.
    return fetch(request, { redirect: "manual", cf: { resolveOverride: origin } });
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

function text(status, body, headers) {
  return new Response(body, { status, headers: { ...headers, "Content-Type": "text/plain; charset=utf-8" } });
}
