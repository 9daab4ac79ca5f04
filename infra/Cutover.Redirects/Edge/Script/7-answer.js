// Variables, expressions, and the answer.
function variable(name, request, uri) {
  if (name.length < 4) return "";
  if (name[3] === ":" || name[4] === ":") {
    const length = name[3] === ":" ? 3 : 4, prefix = upper(name.slice(0, length)), rest = name.slice(length + 1);
    if (rest !== "" && prefix === "ENV") return request.env.get(lower(rest)) ?? T.env[rest] ?? "";
    return rest !== "" && prefix === "HTTP" ? request.question.header(rest) ?? "" : "";
  }
  const q = request.question, header = (h) => q.header(h) ?? "";
  const upperName = upper(name);
  switch (upperName) {
    case "HTTP_HOST": return header("host");
    case "HTTP_ACCEPT": return header("accept");
    case "HTTP_COOKIE": return header("cookie");
    case "HTTP_REFERER": return header("referer");
    case "HTTP_FORWARDED": return header("forwarded");
    case "HTTP_USER_AGENT": return header("user-agent");
    case "HTTP_PROXY_CONNECTION": return header("proxy-connection");
    case "REQUEST_URI": return request.uri;
    case "REQUEST_METHOD": return q.method;
    case "REQUEST_SCHEME": return request.scheme;
    case "REQUEST_FILENAME": case "SCRIPT_FILENAME": return request.filename ?? "";
    case "QUERY_STRING": return request.args ?? "";
    case "PATH_INFO": return request.pathInfo;
    case "THE_REQUEST": return `${q.method} ${q.target} HTTP/1.1`;
    case "HTTPS": return q.secure ? "on" : "off";
    case "REMOTE_ADDR": case "CONN_REMOTE_ADDR": return q.remote;
    case "IPV6": return q.remote.includes(":") ? "on" : "off";
    case "IS_SUBREQ": return request.main === null ? "false" : "true";
    case "SERVER_NAME": return request.serverName;
    case "SERVER_PORT": return String(request.serverPort);
    case "SERVER_ADDR": return T.address;
    case "SERVER_ADMIN": return request.host.adm;
    case "SERVER_PROTOCOL": return "HTTP/1.1";
    case "DOCUMENT_ROOT": return request.documentRoot;
    case "CONTEXT_PREFIX": return request.contextPrefix;
    case "CONTEXT_DOCUMENT_ROOT": return request.contextRoot ?? request.documentRoot;
    case "REMOTE_HOST": case "REMOTE_PORT": case "REMOTE_IDENT": case "SCRIPT_USER": case "SCRIPT_GROUP": case "API_VERSION":
    case "SERVER_SOFTWARE": throw new Error(`the variable ${upperName} is not known here`);
    default: return upperName.startsWith("TIME") ? time(upperName) : "";
  }
}

/** In the old host's time zone. */
function time(name) {
  const now = new Date(Date.now() + T.zone * 60000), text = now.toISOString();
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)];
  const [hour, minute, second] = [text.slice(11, 13), text.slice(14, 16), text.slice(17, 19)];
  const parts = {
    TIME: year + month + day + hour + minute + second, TIME_YEAR: year, TIME_MON: month, TIME_DAY: day, TIME_HOUR: hour, TIME_MIN: minute,
    TIME_SEC: second, TIME_WDAY: String(now.getUTCDay()),
  };
  return parts[name] ?? "";
}

function holdsExpression(e, look, groups) {
  const text = (parts) => parts.map(([kind, part]) => (kind === 2 ? group(groups.of, part) : kind === 1 ? look(part) : part)).join("");
  switch (e[0]) {
    case "const": return e[1];
    case "not": return !holdsExpression(e[1], look, groups);
    case "and": return holdsExpression(e[1], look, groups) && holdsExpression(e[2], look, groups);
    case "or": return holdsExpression(e[1], look, groups) || holdsExpression(e[2], look, groups);
    case "empty": return (text(e[1]) === "") !== e[2];
    case "like": return new RegExp(e[2]).test(e[3] ? lower(text(e[1])) : text(e[1]));
    case "match": {
      const captures = matched(T.patterns[e[2]], text(e[1]));
      groups.of = captures ?? groups.of;
      return (captures !== null) !== e[3];
    }
    default: {
      const [left, right] = [text(e[2]), text(e[3])], word = /^[<>=!]/.test(e[1]);
      const order = word ? compared(left, right) : atoi(left) - atoi(right);
      switch (e[1].replace(/^-/, "")) {
        case "==": case "=": case "eq": return order === 0;
        case "!=": case "ne": return order !== 0;
        case "<": case "lt": return order < 0;
        case "<=": case "le": return order <= 0;
        case ">": case "gt": return order > 0;
        default: return order >= 0;
      }
    }
  }
}

/** [status, location, whether a rule gave it], or null where no rule answers. */
function reply(question) {
  const { target } = question;
  if (/[\0- \x7f#]/.test(target)) return [400, null, false];
  const host = hostHeader(question.header("host") ?? "");
  if (host === null) return [400, null, false];
  let request = new Request_(question, chooseHost(question, host[0]));
  [request.hostName, request.hostPort] = host;
  request.parse(target);
  for (let redirects = 0; ; redirects++) {
    const status = process(request);
    if (status !== 0) return ends(request, status);
    if (request.redirectTo === null) return served(request);
    if (redirects >= (request.host.lir ?? 10)) return ends(request, 500);
    const next = new Request_(question, request.host), { hostName, hostPort, byRule, ended } = request;
    Object.assign(next, { previous: request, hostName, hostPort, byRule, ended, status: request.status });
    for (const [name, value] of request.env) next.env.set("redirect_" + name, value);
    next.parse(request.redirectTo + (request.args === null ? "" : "?" + request.args));
    request = next;
  }
}

function served(request) {
  const found = request.kind === DIRECTORY
    ? T.lists && (request.settings.c.o & INDEXES) !== 0
    : request.kind === FILE && request.pathInfo === "";
  if (found) return request.status === 200 ? null : [request.status, null, request.byRule];
  const status = request.kind === DIRECTORY && T.lists ? 403 : 404, missing = ends(request, status);
  return missing[0] === status ? null : missing;
}

/** ap_die. */
function ends(request, status) {
  if (request.status !== 200) {
    let first = request;
    while (first.previous !== null && first.previous.status !== 200) first = first.previous;
    return first === request ? sent(request, status) : [first.status, null, request.byRule];
  }
  const document = (status < 300 || status >= 400) && status !== 401 ? request.settings.c.ed[status] : undefined;
  const elsewhere = document !== undefined && !document.includes(" ") && document[0] !== "/" && isUrl(document);
  return elsewhere ? [302, document, request.byRule] : sent(request, status);
}

/** A header with a raw control byte never leaves httpd. */
function sent(request, status) {
  const location = status >= 300 && status < 400 ? request.location : null;
  if (location === null || !/[\0-\x08\x0a-\x1f\x7f]/.test(location)) return [status, location, request.byRule];
  request.status = status;
  return ends(request, 500);
}

/** The runtime writes headers as UTF-8, so bytes that are that are handed over as its characters. Others cannot be sent as they are. */
function headerText(text) {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(text, (c) => c.charCodeAt(0)));
  } catch {
    return text.replace(/[^\0-\x7f]/g, (c) => hex(c.charCodeAt(0)));
  }
}

const bytesOf = (text) => (/^[\0-\x7f]*$/.test(text) ? text : String.fromCharCode(...new TextEncoder().encode(text)));

/** What an old rule answers to a request, or null: then it goes on as if there were none. The request itself is not touched. */
export function answer(request) {
  try {
    const [, scheme, authority, rest] = /^([a-z]+):\/\/([^/?#]*)([^#]*)/.exec(request.url);
    const question = {
      target: bytesOf(rest[0] === "/" ? rest : "/" + rest),
      method: request.method,
      secure: scheme === "https",
      port: T.ports[scheme] ?? 80,
      remote: request.headers.get("cf-connecting-ip") ?? "127.0.0.1",
      header: (name) => {
        const value = request.headers.get(name);
        return value === null ? (lower(name) === "host" ? authority : null) : bytesOf(value);
      },
    };
    if (T.names !== null) {
      const host = hostHeader(question.header("host"));
      if (host !== null && !T.names.some((name) => (name[0] === "*" ? host[0]?.endsWith(name.slice(1)) : host[0] === name))) return null;
    }
    const given = reply(question);
    if (given === null || (!given[2] && !T.own)) return null;
    return new Response(null, { status: given[0], headers: given[1] === null ? {} : { location: headerText(given[1]) } });
  } catch (e) {
    console.error("redirects: no answer, the request goes on: " + e);
    return null;
  }
}

for (const host of T.hosts) {
  host.df = T.settings[host.df];
  if (host.rd.length > 8) finder(host.rd, keysOfRedirect);
  if (host.rw !== undefined && host.rw.r.length > 8) finder(host.rw.r, keysOfRule);
}
for (const settings of T.settings) {
  if (settings.a !== undefined && settings.a.r.length > 8) finder(settings.a.r, keysOfRedirect);
  if (settings.w !== undefined && settings.w.r.length > 8) finder(settings.w.r, keysOfRule);
}
