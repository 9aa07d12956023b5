// Below each answer: copy it with its citations, export it, link to it. Each of these keeps
// the answer on the server, at an address of its own; nothing is kept before one is pressed.
(() => {
  "use strict";
  const KEEPS = "Keeps this answer, with its evidence, at an address of its own.";
  const FORMATS = [
    ["md", "Markdown", "with footnotes"],
    ["wiki", "MediaWiki", "with <ref>"],
    ["dokuwiki", "DokuWiki", "with ((footnotes))"],
    ["xwiki", "XWiki", "syntax 2.1"],
    ["confluence", "Confluence", "storage format"],
    ["html", "HTML", "a page of its own"],
    ["json", "JSON", "with every offset"],
  ];

  const element = (name, text, className, attributes = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const press = (label, name, tip) => {
    const attributes = { type: "button", "data-do": name };
    if (tip) attributes.title = tip;
    return element("button", label, "", attributes);
  };
  const words = (message) => message.textContent.replace(/\s+/g, " ").trim();

  // The question of an answer and those before it, as they stand in the chat.
  const asked = (answer) => {
    const questions = [];
    for (const message of document.querySelectorAll('#messages [data-testid="user"], #messages [data-testid="bot"]')) {
      if (message.contains(answer)) break;
      if (message.dataset.testid === "user") questions.push(words(message));
    }
    return { question: questions.at(-1), earlier: questions.slice(0, -1) };
  };

  const fetched = async (address, options) => {
    let response;
    try {
      response = await fetch(address, options);
    } catch {
      throw new Error("The server does not answer; is it still running?");
    }
    if (response.ok) return response;
    const found = await response.json().catch(() => null);
    const reason = typeof found?.detail === "string" ? found.detail : response.statusText;
    throw new Error(reason || `The server answered ${response.status}`);
  };

  const kept = new Map(); // by question and those before it: what the server keeps of it
  const keep = (answer) => {
    const body = JSON.stringify(asked(answer));
    if (!kept.has(body)) {
      const headers = { "Content-Type": "application/json" };
      const keeping = fetched("api/answers", { method: "POST", headers, body }).then((r) => r.json());
      keeping.catch(() => kept.delete(body));
      kept.set(body, keeping);
    }
    return kept.get(body);
  };
  const written = async (id, format) => (await fetched(`a/${id}.${format}`)).text();
  const addressOf = (answer) => answer.url ?? new URL(answer.path.replace(/^\//, ""), document.baseURI).href;
  // What is pasted is a piece of a page: the file's head stays out.
  const piece = (page) => new DOMParser().parseFromString(page, "text/html").body.innerHTML.trim();

  // The clipboard may be refused: in a frame without the permission, or outside https.
  const copy = async (kinds) => {
    const whole = Promise.all(Object.entries(kinds).map(async ([kind, text]) => [kind, await text]));
    try {
      const blobs = Object.entries(kinds).map(([kind, text]) => [
        kind,
        Promise.resolve(text).then((known) => new Blob([known], { type: kind })),
      ]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      return true;
    } catch {
      return copyByCommand(await whole); // what the server refused is thrown here
    }
  };
  const copyByCommand = (texts) => {
    let done = false;
    const put = (event) => {
      for (const [kind, text] of texts) event.clipboardData.setData(kind, text);
      event.preventDefault();
      event.stopImmediatePropagation();
      done = true;
    };
    document.addEventListener("copy", put, true);
    try {
      document.execCommand("copy");
    } finally {
      document.removeEventListener("copy", put, true);
    }
    return done;
  };

  // A dialog with a heading; the browser keeps the focus in it and gives it back.
  const dialog = (heading, ...content) => {
    const made = element("dialog", "", "onrecord-dialog", { "aria-labelledby": "dialog-heading" });
    const header = element("header");
    header.append(
      element("h2", heading, "", { id: "dialog-heading" }),
      element("button", "×", "close", { type: "button", "aria-label": "Close" }),
    );
    made.append(header, ...content);
    made.addEventListener("click", (event) => {
      if (event.target === made || event.target.closest(".close")) made.close();
    });
    made.addEventListener("close", () => made.remove());
    document.body.append(made);
    made.showModal();
    return made;
  };
  // Where nothing may be put on the clipboard, the reader copies by hand.
  const byHand = (text) => {
    const area = element("textarea", "", "", { readonly: "", rows: "12", "aria-label": "The text to copy" });
    area.value = text;
    dialog("Copy it from here", element("p", "The browser does not let this page use the clipboard."), area);
    area.focus();
    area.select();
  };
  const copyOrShow = async (kinds) => {
    if (await copy(kinds)) return true;
    byHand(await kinds["text/plain"]);
    return false;
  };

  const link = (answer) =>
    element("a", addressOf(answer), "", { href: addressOf(answer), target: "_blank", rel: "noopener" });

  const exporting = async (answer, tell) => {
    const { id } = await keep(answer);
    const list = element("ul", "", "formats");
    const line = element("p", "", "outcome", { role: "status" });
    for (const [format, name, remark] of FORMATS) {
      const label = element("span", "", "format");
      label.append(element("strong", name), ` ${remark}`);
      const take = element("button", "Copy", "", { type: "button", "aria-label": `Copy as ${name}` });
      take.addEventListener("click", async () => {
        try {
          const text = written(id, format);
          if (await copyOrShow({ "text/plain": text })) line.textContent = `${name} copied.`;
        } catch (error) {
          line.textContent = error.message;
        }
      });
      const save = element("a", "Download", "", {
        href: `a/${id}.${format}`,
        download: `onrecord-${id}.${format === "confluence" ? "confluence.xml" : format}`,
        "aria-label": `Download as ${name}`,
      });
      const item = element("li");
      item.append(label, take, save);
      list.append(item);
    }
    const permanent = element("p", "Kept at ", "permanent");
    permanent.append(link(await keep(answer)));
    dialog("Export this answer", list, line, permanent);
    tell("");
  };

  const DO = {
    async copy(answer, tell) {
      const texts = (format) => keep(answer).then(({ id }) => written(id, format));
      const done = await copyOrShow({ "text/html": texts("html").then(piece), "text/plain": texts("md") });
      tell(done ? "Copied, with its citations." : "");
    },
    export: exporting,
    async link(answer, tell) {
      const address = keep(answer).then(addressOf);
      const done = await copyOrShow({ "text/plain": address });
      tell(done ? "Address copied: " : "Its address: ", link(await keep(answer)));
    },
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".actions button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const answer = button.closest(".on-record");
    const line = answer.querySelector(".actions .outcome");
    const tell = (...parts) => line.replaceChildren(...parts.filter(Boolean));
    button.setAttribute("aria-disabled", "true");
    tell("…");
    try {
      await DO[button.dataset.do](answer, tell);
    } catch (error) {
      tell(error.message);
    }
    button.removeAttribute("aria-disabled");
  });

  // Gradio lays a message out anew while it grows: what is below it is then put back.
  const place = () => {
    for (const answer of document.querySelectorAll('#messages [data-testid="bot"] .on-record:has(.quote, .refusal)')) {
      if (answer.querySelector(".actions")) continue;
      const actions = element("div", "", "actions", { role: "group", "aria-label": "This answer" });
      actions.append(
        press("Copy", "copy", `Copies the answer with its citations. ${KEEPS}`),
        press("Export…", "export", `For a wiki, a page or a program. ${KEEPS}`),
        press("Link", "link", `Copies the answer's address. ${KEEPS}`),
        element("span", "", "outcome", { role: "status" }),
      );
      answer.append(actions);
    }
  };
  new MutationObserver(place).observe(document.documentElement, { childList: true, subtree: true });
})();
