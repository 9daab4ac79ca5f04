// Datatracker's OpenID provider, as a certified library makes it: clients, keys and one account from a settings file.
import { timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const settings = JSON.parse(readFileSync(process.argv[2], "utf8"));
const secret = (file) => readFileSync(file, "utf8").trim();
const { Provider } = await import(pathToFileURL(settings.program));
const home = new URL(settings.issuer).pathname;
const login = `${home}/login/`;

const provider = new Provider(settings.issuer, {
  clients: settings.clients.map((client) => ({
    client_id: client.id,
    client_secret: secret(client.secretFile),
    redirect_uris: client.redirects,
    response_types: ["code"],
    grant_types: ["authorization_code"],
  })),
  jwks: JSON.parse(secret(settings.keysFile)),
  cookies: { keys: [secret(settings.cookieFile)] },
  claims: { openid: ["sub"], profile: ["name"], email: ["email"] },
  conformIdTokenClaims: false,
  // django-oidc-provider has no pushed requests, and clients go by what the provider has.
  features: { devInteractions: { enabled: false }, pushedAuthorizationRequests: { enabled: false } },
  interactions: { url: (_, interaction) => `${login}${interaction.uid}` },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: settings.account.name, email: settings.account.email }),
  }),
  // Nobody is asked what a client may see: the clients are the owner's own.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});
provider.proxy = true;

const form = (why) => `<!doctype html><title>Sign in</title><h1>Sign in</h1><p>${why}</p><form method=post>
<input name=username><input type=password name=password><button>Sign in</button></form>\n`;

const same = (one, other) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

async function body(request) {
  let text = "";
  for await (const part of request) {
    text += part;
    if (text.length > 10_000) throw new Error("too long");
  }
  return new URLSearchParams(text);
}

async function interact(request, response) {
  await provider.interactionDetails(request, response);
  const page = (status, why) => response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(form(why));
  if (request.method !== "POST") return page(200, "With your Datatracker account.");
  const given = await body(request);
  const { account } = settings;
  if (given.get("username") !== account.email || !same(given.get("password") ?? "", secret(account.passwordFile)))
    return page(200, "Your username and password did not match.");
  return provider.interactionFinished(request, response, { login: { accountId: account.id } }, { mergeWithLastSubmission: false });
}

const answer = provider.callback();
const server = createServer((request, response) => {
  response.setHeader("X-Served-By", settings.name);
  if (request.url.startsWith(login)) {
    interact(request, response).catch((error) => response.writeHead(error.statusCode ?? 400).end(`${error.message}\n`));
  } else if (request.url.startsWith(`${home}/`)) {
    // As a router that is mounted there tells it (koa-mount, Express).
    request.originalUrl = request.url;
    request.url = request.url.slice(home.length);
    answer(request, response);
  } else {
    response.writeHead(404).end("not found\n");
  }
});
const [host, port] = settings.listen.split(":");
server.listen(Number(port), host, () => console.log(`${settings.name} listens on ${settings.listen}`));
process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
