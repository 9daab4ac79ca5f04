// Strings hold bytes here, one character each, as httpd sees them.
const isSpace = (c) => c === 32 || (c >= 9 && c <= 13);
const isHex = (s, i) => i < s.length && /[0-9A-Fa-f]/.test(s[i]);
const lower = (s) => s.replace(/[A-Z]+/g, (t) => t.toLowerCase());
const upper = (s) => s.replace(/[a-z]+/g, (t) => t.toUpperCase());
const hex = (c) => "%" + (c < 16 ? "0" : "") + c.toString(16);

/** C's atoi, as glibc has it: too large a number saturates as a long and is then cut to 32 bits. */
function atoi(text) {
  const [, sign, digits] = /^[ \t-\r]*([-+]?)(\d*)/.exec(text);
  let value = BigInt(digits || "0");
  value = sign === "-" ? -value : value;
  const most = (1n << 63n) - 1n;
  value = value > most ? most : value < -most - 1n ? -most - 1n : value;
  return Number(BigInt.asIntN(32, value));
}

const plainPath = /^[A-Za-z0-9$\-_.+!*'(),:;@&=/~]*$/;

/** ap_os_escape_path; not partial, a colon before the first slash is kept from looking like a scheme. */
function escapePath(path, partial = true) {
  const colon = partial ? -1 : path.indexOf(":");
  const slash = path.indexOf("/");
  const start = colon >= 0 && (slash < 0 || colon < slash) ? "./" : "";
  return start + (plainPath.test(path) ? path : path.replace(/[^A-Za-z0-9$\-_.+!*'(),:;@&=/~]/g, (c) => hex(c.charCodeAt(0))));
}

/** ap_unescape_url: what is not hexadecimal stays. */
const unescapeUrl = (text) => text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)));

/** ap_is_url. */
const isUrl = (text) => /^[A-Za-z0-9+.-]+:/.test(text);

/** mod_rewrite's is_absolute_uri: [length of a scheme it knows, or 0; whether it takes a query]. */
function absolute(uri) {
  if (uri.length <= 5 || uri[0] === "/") return [0, false];
  const found = /^(?:ajp:\/\/|balancer:\/\/|fcgi:\/\/|https?:\/\/|h2c?:\/\/|mailto:|news:|scgi:\/\/|wss?:\/\/|unix:)/i.exec(uri);
  if (found !== null) {
    return [/^unix:\/\//i.test(uri) ? 7 : found[0].length, true];
  }
  const other = /^(?:ftp:\/\/|gopher:\/\/|ldap:\/\/|nntp:\/\/)/i.exec(uri);
  return [other === null ? 0 : other[0].length, false];
}

const defaultPorts = {
  http: 80, ftp: 21, https: 443, gopher: 70, ldap: 389, nntp: 119, snews: 563, imap: 143, pop: 110, sip: 5060, rtsp: 554, wais: 210,
  "z39.50r": 210, "z39.50s": 210, prospero: 191, nfs: 2049, tip: 3372, acap: 674, telnet: 23, ssh: 22,
};
const defaultPort = (scheme) => (scheme === null ? 0 : defaultPorts[lower(scheme)] ?? 0);

/** apr_uri_parse. */
function parseUri(uri) {
  const u = { scheme: null, user: null, password: null, host: null, portText: null, port: 0, path: null, query: null, fragment: null };
  const path = (text) => {
    const end = text.search(/[?#]/);
    u.path = (end < 0 ? text : text.slice(0, end)) || null;
    if (end < 0) return;
    if (text[end] === "#") {
      u.fragment = text.slice(end + 1);
      return;
    }
    const hash = text.indexOf("#", end);
    u.query = hash < 0 ? text.slice(end + 1) : text.slice(end + 1, hash);
    u.fragment = hash < 0 ? null : text.slice(hash + 1);
  };
  const authority = (text) => {
    const end = text.search(/[/?#]/);
    let name = end < 0 ? text : text.slice(0, end);
    const at = name.lastIndexOf("@");
    if (at >= 0) {
      const colon = name.slice(0, at).indexOf(":");
      u.user = colon < 0 ? name.slice(0, at) : name.slice(0, colon);
      u.password = colon < 0 ? null : name.slice(colon + 1, at);
      name = name.slice(at + 1);
    }
    const bracket = name[0] === "[" ? name.indexOf("]") : -1;
    if (name[0] === "[" && bracket < 0) return;
    const colon = bracket < 0 ? name.indexOf(":") : name[bracket + 1] === ":" ? bracket + 1 : -1;
    u.host = bracket > 0 ? name.slice(1, bracket) : colon < 0 ? name : name.slice(0, colon);
    if (colon >= 0) {
      u.portText = name.slice(colon + 1);
      u.port = u.portText === "" ? defaultPort(u.scheme) : atoi(u.portText) & 0xffff;
      if (u.portText !== "" && !/^[ \t-\r]*[-+]?\d{1,18}$/.test(u.portText)) return;
    }
    path(end < 0 ? "" : text.slice(end));
  };
  if (uri[0] === "/") {
    if (uri.startsWith("//") && !uri.startsWith("///")) authority(uri.slice(2));
    else path(uri);
    return u;
  }
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(uri);
  const rest = scheme === null ? uri : uri.slice(scheme[0].length);
  u.scheme = scheme === null ? null : scheme[1];
  if (rest.startsWith("//")) {
    authority(rest.slice(2));
    return u;
  }
  const slash = uri.indexOf("/");
  if (u.scheme === null && (slash < 0 ? uri : uri.slice(0, slash)).includes(":")) return u;
  path(rest);
  return u;
}

/** apr_uri_unparse without query and fragment: a default port goes away, and a password is hidden. */
function unparseUri(u) {
  let site = u.user === null && u.password === null ? "" : (u.user ?? "") + (u.password === null ? "" : ":XXXXXXXX") + "@";
  if (u.host !== null) {
    const name = u.host.includes(":") ? `[${u.host}]` : u.host;
    const port = u.portText === null || u.port === 0 || u.port === defaultPort(u.scheme) ? "" : ":" + u.portText;
    site = `//${site}${name}${port}`;
  }
  return (u.scheme === null ? "" : u.scheme + ":") + site + (u.path ?? "");
}

/** Dot segments and doubled slashes taken out; a trailing slash stays. */
function cleanPath(path) {
  const parts = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  const clean = "/" + parts.join("/");
  return path.endsWith("/") && clean !== "/" ? clean + "/" : clean;
}

const unreserved = /[A-Za-z0-9\-._~]/;

/** ap_normalize_path: null where httpd answers 400. */
function normalizePath(text, merge, decode = true) {
  if (text[0] !== "/") return null;
  const path = Array.from(text);
  let read = 1, write = 1, ok = true;
  const ends = (i) => i >= path.length || path[i] === "/";
  while (read < path.length && path[read] !== "\0") {
    if (decode && path[read] === "%") {
      if (isHex(path, read + 1) && isHex(path, read + 2)) {
        const c = String.fromCharCode(parseInt(path[read + 1] + path[read + 2], 16));
        if (unreserved.test(c)) {
          read += 2;
          path[read] = c;
        }
      } else {
        ok = false;
      }
    }
    if (path[write - 1] === "/") {
      if (merge && path[read] === "/") {
        read++;
        continue;
      }
      if (path[read] === ".") {
        if (ends(read + 1)) {
          read += read + 1 < path.length ? 2 : 1;
          continue;
        }
        let next = read + 1;
        const dots = path[next] === "."
          || (decode && path[next] === "%" && path[++next] === "2" && (path[++next] === "e" || path[next] === "E"));
        if (dots && ends(next + 1)) {
          if (write > 1) {
            do write--; while (write > 0 && path[write - 1] !== "/");
          } else {
            ok = false;
          }
          read = next + 1 + (next + 1 < path.length ? 1 : 0);
          continue;
        }
      }
    }
    path[write++] = path[read++];
  }
  return ok ? path.slice(0, write).join("") : null;
}

/** ap_unescape_url_ex: [status, decoded]; 400 for a bad escape, 404 for %00 and a forbidden %2F. */
function decodePath(text, forbid, keep) {
  let bad = false, forbidden = false, result = "";
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== "%") {
      result += text[i];
      continue;
    }
    if (!isHex(text, i + 1) || !isHex(text, i + 2)) {
      bad = true;
      result += "%";
      continue;
    }
    const c = String.fromCharCode(parseInt(text.slice(i + 1, i + 3), 16));
    forbidden = forbidden || c === "\0" || (forbid && c === "/");
    result += unreserved.test(c) || (keep && !forbid && c === "/") ? text.slice(i, i + 3) : c;
    i += 2;
  }
  return [bad ? 400 : forbidden ? 404 : 0, result];
}

/** A Host header as httpd's strict default reads it: [name, port], or null where it is refused. */
function hostHeader(header) {
  const text = header.replace(/^[ \t-\r]+|[ \t-\r]+$/g, "");
  if (text === "") return [null, null];
  let end = text[0] === "[" ? text.indexOf("]") + 1 : text.indexOf(":");
  end = end < 0 ? text.length : end;
  const rest = text.slice(end);
  let port = null;
  if (rest !== "") {
    if (!/^:\d+$/.test(rest) || Number(rest.slice(1)) < 1 || Number(rest.slice(1)) > 65535) return null;
    port = Number(rest.slice(1));
  }
  const host = text.slice(0, end);
  let name = lower(host);
  name = name.length > 1 && name.endsWith(".") ? name.slice(0, -1) : name;
  return host[0] === "[" || isHostName(name) ? [name, port] : null;
}

/** strict_hostname_check: an address has four numbers, and a last label begins with a letter. */
function isHostName(name) {
  if (!/^[a-z0-9_.-]+$/.test(name) || name.includes("..")) return false;
  if (/^[0-9.]+$/.test(name)) return /^(?:(?:0|[1-9]\d*)\.){3}(?:0|[1-9]\d*)$/.test(name);
  return !/\.[^a-z.][^.]*$/.test(name);
}
