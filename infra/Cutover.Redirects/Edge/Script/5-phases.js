// httpd's phases in their order, as far as an answer depends on them.
class Request_ {
  constructor(question, host) {
    Object.assign(this, {
      question, host, hostName: null, hostPort: null, uri: "/", hasPath: true, args: null, filename: null, pathInfo: "", kind: MISSING,
      settings: host.df, env: new Map(), status: 200, main: null, previous: null, contextPrefix: "", contextRoot: null, uriReduced: false,
      ended: false, redirectTo: null, location: null, byRule: false,
    });
  }

  get scheme() { return this.question.secure ? "https" : this.host.sch ?? "http"; }
  get documentRoot() { return this.host.dr ?? "/var/www/html"; }
  get usualPort() { return this.scheme === "https" ? 443 : 80; }
  get serverName() { return this.settings.c.cn === true || this.hostName === null ? this.host.n ?? "localhost" : this.hostName; }
  get serverPort() {
    const [first, second] = this.settings.c.cn === true ? [this.host.p, 0] : [this.hostPort ?? 0, this.host.p];
    return first || (this.settings.c.cp === true ? this.question.port : second || this.usualPort);
  }

  /** ap_construct_url. */
  absolute(path) {
    return `${this.scheme}://${this.serverName}${this.serverPort === this.usualPort ? "" : ":" + this.serverPort}${path}`;
  }

  /** ap_parse_uri. */
  parse(uri) {
    uri = uri.replace(/^\/+(?=\/)/, "");
    const end = uri.search(/[?#]/), fragment = uri.indexOf("#");
    this.args = end >= 0 && uri[end] === "?" ? uri.slice(end + 1, fragment > end ? fragment : uri.length) : null;
    this.uri = end < 0 ? uri : uri.slice(0, end);
    this.hasPath = this.uri !== "";
    this.uri = this.uri || "/";
  }
}

/** 0 where the request goes on to be served, otherwise the status that ends it. */
function process(request) {
  const bad = decode(request);
  if (bad !== 0) return bad;
  walkLocations(request);
  const status = serverRules(request) ?? serverRedirects(request) ?? translate(request, request.uri);
  if (status !== 0) return status;
  request.settings = request.host.df;
  const unmapped = walkDirectories(request);
  if (unmapped !== 0) {
    request.status = unmapped;
    return unmapped;
  }
  walkFiles(request);
  walkLocations(request);
  if (request.settings.c.dn === true) {
    request.byRule = false;
    return 403;
  }
  return directoryRules(request) || redirected(request, request.settings.a?.r ?? none) || directorySlash(request) || 0;
}

function decode(request) {
  if (!request.hasPath) return 0;
  const merge = request.host.ms !== false, core = request.settings.c;
  const path = normalizePath(request.uri, merge);
  if (path === null) return 400;
  const [status, decoded] = decodePath(path, core.es !== true, core.es === true && core.ks === true);
  request.uri = decoded;
  if (status === 0 && core.es === true && core.ks !== true) request.uri = normalizePath(decoded, merge, false) ?? decoded;
  return status;
}

/** ap_core_translate. */
function translate(request, uri) {
  if (uri[0] !== "/") return 400;
  let depth = 0;
  for (const part of uri.split("/")) {
    depth += part === ".." ? -1 : part === "" || part === "." ? 0 : 1;
    if (depth < 0) return 403;
  }
  const root = request.documentRoot.replace(/\/+$/, "");
  if (root.length + uri.length + 3 > 4096) return 403;
  request.filename = root + cleanPath(uri);
  return 0;
}

const applied = (section, text) => (section[1] ??= new RegExp(section[0])).test(text);

function walkLocations(request) {
  let result = null;
  const uri = squeezed(request.uri);
  for (const [kind, path, settings, compiled] of request.host.lo) {
    const applies = kind === 0
      ? uri.startsWith(path) && (path === "" || path.endsWith("/") || uri.length === path.length || uri[path.length] === "/")
      : kind === 1 ? applied(compiled, uri) : matched(T.patterns[path], request.uri) !== null;
    if (applies) result = merged(result, T.settings[settings]);
  }
  if (result !== null) request.settings = merged(request.settings, result);
  walkIfs(request, request.settings.c.i);
}

function walkIfs(request, sections) {
  let result = null, previous = false;
  const groups = { of: null };
  for (const [kind, condition, settings] of sections) {
    if (kind !== "IF" && previous) continue;
    previous = condition === null || holdsExpression(condition, (name) => variable(name, request, request.uri), groups);
    if (previous) result = merged(result, T.settings[settings]);
  }
  if (result === null) return;
  request.settings = merged(request.settings, result);
  walkIfs(request, result.c.i);
}

/** ap_directory_walk. */
function walkDirectories(request) {
  const path = cleanPath(request.filename), sections = request.host.di;
  let index = 0, depth = 1, current = "/", at = 1, overrides = request.settings.c.ov, result = null;
  const finish = (kind, filename, pathInfo) => {
    Object.assign(request, { kind, filename, pathInfo });
    for (; index < sections.length; index++) {
      const [shape, name, settings] = sections[index];
      if (shape === 2 && matched(T.patterns[name], filename) !== null) result = merged(result, T.settings[settings]);
    }
    if (result !== null) request.settings = merged(request.settings, result);
    return 0;
  };
  for (;;) {
    for (; index < sections.length && sections[index][0] !== 2 && sections[index][4] <= depth; index++) {
      const [shape, name, number, compiled, components] = sections[index], settings = T.settings[number];
      if (components === 0 || (components === depth && (shape === 1 ? applied(compiled, current) : name === current))) {
        overrides = settings.c.ov ?? overrides;
        result = merged(result, settings);
      }
    }
    const own = overrides ? request.host.ht[current]?.[overrides] : undefined;
    if (own !== undefined) result = merged(result, T.settings[own]);
    if (at >= path.length) return finish(DIRECTORY, path, "");
    const slash = path.indexOf("/", at), end = slash < 0 ? path.length : slash, next = path.slice(0, end);
    if (end - at > 255) return 403;
    const kind = kindOf(next);
    if (kind !== DIRECTORY) return finish(kind, next, path.slice(end));
    current = next + "/";
    at = end + 1;
    depth++;
  }
}

function walkFiles(request) {
  const name = request.filename.slice(request.filename.lastIndexOf("/") + 1);
  let result = null;
  for (const [kind, path, settings, compiled] of request.settings.c.f) {
    const applies = kind === 0 ? path === name
      : kind === 1 ? (name[0] !== "." || path[0] === ".") && applied(compiled, name) : matched(T.patterns[path], name) !== null;
    if (applies) result = merged(result, T.settings[settings]);
  }
  if (result !== null) request.settings = merged(request.settings, result);
}

/** mod_dir: a directory asked for without its slash, and its index. */
function directorySlash(request) {
  if (request.kind !== DIRECTORY || request.pathInfo !== "") return null;
  const core = request.settings.c;
  if (!request.uri.endsWith("/")) {
    if (core.ds === false) return null;
    request.location = request.absolute(escapePath(request.uri, false) + "/" + (request.args === null ? "" : "?" + request.args));
    request.byRule = false;
    return 301;
  }
  if (request.redirectTo !== null) return null;
  let error = 0;
  const names = core.ix ?? ["index.html"];
  for (const name of names) {
    const sub = subrequest(request, name + (request.args === null ? "" : "?" + request.args));
    let status = process(sub);
    status = status === 0 ? sub.status : status;
    if (status === 200 && sub.kind === FILE) {
      const { settings, pathInfo, args, redirectTo, env, byRule } = sub;
      Object.assign(request, { settings, pathInfo, args, redirectTo, env, byRule, kind: FILE });
      return 0;
    }
    if ((status >= 300 && status < 400) || ((status === 406 || status === 401) && names.length === 1)) {
      request.location = sub.location;
      request.byRule = sub.byRule;
      return status;
    }
    if (status !== 0 && status !== 404 && status !== 200) error = status;
  }
  return error === 0 ? null : error;
}

function subrequest(request, name) {
  let depth = 0;
  for (let above = request; above !== null; above = above.main ?? above.previous) depth++;
  if (depth > 40) throw new Error("look-ups never end");
  const sub = new Request_(request.question, request.host);
  Object.assign(sub, { main: request, hostName: request.hostName, hostPort: request.hostPort, env: new Map(request.env) });
  sub.parse(escapePath(request.uri.slice(0, request.uri.lastIndexOf("/") + 1), false) + name);
  return sub;
}
