// What Cloudflare makes of a URL before a Worker sees it, which workerd leaves to whoever stands in front. The same as EdgeUrl.Normalise,
// and held to it by a test.
const UNRESERVED = /^[A-Za-z0-9._~-]$/;
const KEPT = /^[!-~]$/;
const ESCAPED = /^["<>^`{|}]$/;

export function normalise(target) {
  const mark = target.indexOf("?");
  const [path, query] = mark < 0 ? [target, ""] : [target.slice(0, mark), target.slice(mark)];
  let text = "";
  for (let i = 0; i < path.length; i++) {
    const c = path[i];
    if (c === "%" && /^[0-9A-Fa-f]{2}$/.test(path.slice(i + 1, i + 3))) {
      const plain = String.fromCharCode(parseInt(path.slice(i + 1, i + 3), 16));
      text += UNRESERVED.test(plain) ? plain : path.slice(i, i + 3).toUpperCase();
      i += 2;
    } else {
      text += c === "\\" ? "/" : KEPT.test(c) && !ESCAPED.test(c) ? c : bytes(path, i);
      if (c >= "\ud800" && c < "\udc00") i++;
    }
  }
  return segments(text) + query;
}

// A raw byte of a path arrives as part of a letter.
function bytes(path, at) {
  const letter = String.fromCodePoint(path.codePointAt(at));
  return [...new TextEncoder().encode(letter)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

function segments(path) {
  const kept = [], parts = path.split("/"), last = parts[parts.length - 1];
  for (const part of parts) {
    if (part === "..") kept.pop();
    else if (part !== "" && part !== ".") kept.push(part);
  }
  const clean = `/${kept.join("/")}`;
  return ["", ".", ".."].includes(last) && clean !== "/" ? `${clean}/` : clean;
}

export default {
  fetch(request, env) {
    const url = request.url, at = url.indexOf("/", url.indexOf("://") + 3);
    if (at < 0) return env.WORKER.fetch(request);
    const normal = url.slice(0, at) + normalise(url.slice(at));
    return env.WORKER.fetch(normal === url ? request : new Request(normal, request));
  },
};
