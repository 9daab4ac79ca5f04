// Where mod_rewrite and mod_alias join in. Null declines, 0 settles the file name, anything else is a status.
function serverRules(request) {
  const host = request.host.rw, own = request.settings.w;
  if (own?.e !== true || host === undefined || request.ended || (!(own.o & ALLOW_ANY_URI) && request.uri[0] !== "/")) return null;
  const args = request.args, url = request.main?.env.get("script_url") ?? request.env.get("redirect_script_url") ?? request.uri;
  request.env.set("script_url", url).set("script_uri", request.absolute(url));
  request.filename ??= request.uri;
  const [result, last] = applyRules(request, host.r, null);
  if (result === UNCHANGED) return null;
  const status = endedBy(request, result);
  if (status !== null) return status;
  const scheme = absolute(request.filename)[0];
  if (scheme > 0) return redirectTo(request, result, scheme, args);
  if (request.filename.length > 12 && request.filename.startsWith("passthrough:")) {
    request.uri = request.filename.slice(12);
    return null;
  }
  return localPath(request, host, last);
}

function directoryRules(request) {
  const own = request.settings.w;
  if (own?.e !== true || own.d === undefined) return null;
  if ((!(own.o & ALLOW_NO_SLASH) && request.filename === own.d.slice(0, -1)) || request.ended) return null;
  if (!(request.settings.c.o & (SYM_LINKS | SYM_OWNER))) return 403;
  const { filename, args } = request;
  const [result] = applyRules(request, own.r, own.d);
  if (result === UNCHANGED) {
    request.filename = filename;
    return null;
  }
  const status = endedBy(request, result);
  if (status !== null) return status;
  const scheme = absolute(request.filename)[0];
  if (scheme > 0) {
    rebase(request, own, scheme);
    return redirectTo(request, result, scheme, args);
  }
  return internally(request, own, filename);
}

function endedBy(request, result) {
  request.byRule = true;
  const escapes = absolute(request.filename)[0] > 0 && result !== UNESCAPED;
  if (request.args !== null && !escapes && /[\0- \x7f]/.test(request.args)) return 403;
  if (result === ENDED || result === FAILED) {
    const status = request.status;
    if (result === ENDED) request.status = 200;
    return status;
  }
  return request.filename.length > 6 && request.filename.startsWith("proxy:") ? 403 : null;
}

function redirectTo(request, result, scheme, args) {
  let name = result === UNESCAPED ? request.filename : escapeAbsolute(request.filename, scheme);
  if (request.args !== null) name += "?" + (result === UNESCAPED || request.args === args ? request.args : escapePath(request.args));
  const status = request.status >= 300 && request.status < 400 ? request.status : 302;
  request.status = 200;
  request.location = name;
  return status;
}

function escapeAbsolute(uri, scheme) {
  if (uri[scheme - 1] !== "/") return uri.slice(0, scheme) + escapePath(uri.slice(scheme));
  const slash = uri.indexOf("/", scheme);
  if (slash < 0 || slash + 1 === uri.length) return uri;
  const start = uri.slice(0, slash + 1), rest = uri.slice(slash + 1);
  if (!/^ldap/i.test(uri)) return start + escapePath(rest);
  const parts = rest.split("?");
  const five = parts.length > 5 ? [...parts.slice(0, 4), parts.slice(4).join("?")] : parts;
  return start + five.map((part) => escapePath(part)).join("?");
}

function localPath(request, host, last) {
  const name = request.filename;
  if (name[0] !== "/") return 400;
  if (name.startsWith("/~")) throw new Error("a rule leads to a user's home directory");
  const first = "/" + name.replace(/^\/+/, "").split("/")[0];
  if (!request.uriReduced && kindOf(first) !== MISSING && first !== "/") {
    const meant = last === null || host.o & UNSAFE_PREFIX_STAT || last[0] & UNSAFE_PREFIX || last[8].startsWith(first)
      || name.startsWith(request.documentRoot) || (request.contextRoot !== null && name.startsWith(request.contextRoot));
    if (meant) return 0;
  }
  return translate(request, name);
}

/** A relative result carries the directory's path; RewriteBase puts a URL path in its place. */
function rebase(request, own, scheme) {
  const name = request.filename, slash = own.b === undefined ? -1 : name.indexOf("/", scheme);
  if (slash < 0 || slash + 1 >= name.length) return;
  request.filename = name.slice(0, slash + 1) + prefixed(name.slice(slash + 1), own.d.replace(/^\/+/, ""), own.b.slice(1));
}

/** subst_prefix_path. */
function prefixed(input, match, substitute) {
  const length = match.endsWith("/") ? match.length - 1 : match.length;
  if (input.slice(0, length) !== match.slice(0, length) || length >= input.length || input[length] !== "/") return input;
  return (substitute === "" || substitute.endsWith("/") ? substitute : substitute + "/") + input.slice(length + 1);
}

function internally(request, own, filename) {
  let target = request.filename;
  if (target.length > 12 && target.startsWith("passthrough:")) target = target.slice(12);
  request.filename = target;
  if (target[0] !== "/") return 400;
  if (target === filename) return 0;
  let result = target;
  if (own.b !== undefined) {
    result = prefixed(target, own.d, own.b);
  } else {
    const root = request.documentRoot.replace(/\/+$/, "");
    if (target.startsWith(root) && target[root.length] === "/") result = target.slice(root.length);
  }
  if (result === target && !(own.o & IGNORE_CONTEXT_INFO)) result = prefixed(target, request.contextRoot ?? request.documentRoot, request.contextPrefix);
  request.redirectTo = result;
  request.filename = "redirect:" + result;
  return 0;
}

function serverRedirects(request) {
  if (request.uri !== "" && request.uri[0] !== "/") return null;
  const status = redirected(request, request.host.rd);
  if (status !== null) return status;
  for (const [source, pattern, target] of request.host.pa) {
    const found = foundAlias(source, pattern, target, request, false);
    if (found !== null) {
      request.filename = found[0] === "/" ? found : T.root.replace(/\/+$/, "") + "/" + found;
      return 0;
    }
  }
  return null;
}

function redirected(request, redirects) {
  const here = request.settings.a?.h;
  let found = null, by = null;
  if (here !== undefined) {
    by = here;
    found = here[2] === null ? "" : escapedUrl(here[2]);
  } else if (redirects.length > 0) {
    const next = finder(redirects, keysOfRedirect).candidates(squeezed(request.uri));
    for (let n = next(0); found === null && n < redirects.length; n = next(n + 1)) {
      by = redirects[n];
      found = foundAlias(by[0], by[1], by[2], request, true);
    }
  }
  if (found === null) return null;
  request.byRule = true;
  if (by[3] < 300 || by[3] >= 400) return by[3];
  if (request.settings.a?.rel !== true || found[0] !== "/") {
    found = found[0] === "/" ? request.absolute(found) : found;
    if (!isUrl(found)) return 500;
  }
  request.location = found + (request.args !== null && !found.includes("?") ? "?" + request.args : "");
  return by[3];
}

function foundAlias(source, pattern, target, request, escape) {
  if (pattern >= 0) {
    const captures = matched(T.patterns[pattern], request.uri);
    if (captures === null) return null;
    if (target === null) return "";
    const text = target.replace(/\$(\d)|\\([^])/g, (_, n, c) => (n === undefined ? c : group(captures, Number(n))));
    return escape ? escapedUrl(text) : text;
  }
  const length = aliasMatch(request.uri, source);
  if (length === 0) return null;
  request.contextPrefix = source;
  request.contextRoot = target;
  return (target ?? "") + (escape ? escapePath(request.uri.slice(length)) : request.uri.slice(length));
}

/** alias_matches: whole segments, and a run of slashes matches any run. */
function aliasMatch(uri, source) {
  let u = 0, s = 0;
  while (s < source.length) {
    if (source[s] === "/") {
      if (uri[u] !== "/") return 0;
      while (source[s] === "/") s++;
      while (uri[u] === "/") u++;
    } else if (uri[u++] !== source[s++]) {
      return 0;
    }
  }
  return source !== "" && !source.endsWith("/") && u < uri.length && uri[u] !== "/" ? 0 : u;
}

/** The path is escaped; query and fragment are not. */
function escapedUrl(url) {
  const u = parseUri(url);
  return escapePath(unparseUri(u)) + (u.query === null ? "" : "?" + u.query) + (u.fragment === null ? "" : "#" + u.fragment);
}
