// Improves the widget, which works without: an answer or a citation is fetched as the page
// that the link or the form leads to, and its part is put into this one. All markup is the
// server's, with what comes from articles and questions escaped.
(() => {
  "use strict";
  const root = document.documentElement;
  const said = document.body.dataset;
  const form = document.querySelector("form");
  const turns = document.querySelector("#turns");
  const status = document.querySelector("#status");
  const grows = root.dataset.height === "auto";
  const wide = window.matchMedia("(min-width: 45rem)");
  // A sandbox without allow-same-origin may fetch nothing. There, and where what comes is
  // another page than ours (a proxy's log-in), the frame itself goes to it.
  const confined = self.origin === "null";

  const fetched = async (url, part) => {
    const response = await fetch(url);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = page.querySelector(part);
    if (!found && !response.ok) throw new Error(response.statusText);
    return found ? { page, part: document.adoptNode(found) } : location.assign(url);
  };

  const tell = (text, problem) => {
    if (!status) return;
    status.textContent = text;
    status.className = problem ? "error" : "";
  };

  // ---------------------------------------------------------------------------- asking
  let asking = false;

  const ask = async (question) => {
    if (asking || !question.trim()) return;
    const parameters = new FormData(form);
    parameters.set("q", question);
    const url = `embed?${new URLSearchParams(parameters)}`;
    if (confined) {
      location.assign(url);
      return;
    }
    asking = true;
    tell(said.looking);
    turns.setAttribute("aria-busy", "true");
    try {
      const answered = await fetched(url, ".turn");
      if (!answered) return;
      turns.querySelectorAll(".pending, .examples").forEach((old) => old.remove());
      close();
      turns.prepend(answered.part);
      const next = document.adoptNode(answered.page.querySelector("form"));
      form.querySelectorAll("input[type=hidden]").forEach((old) => old.remove());
      form.append(...next.querySelectorAll("input[type=hidden]"));
      form.elements.q.placeholder = next.elements.q.placeholder;
      form.elements.q.value = "";
      document.querySelector(".before").hidden = false;
      tell("");
      if (!grows) window.scrollTo(0, 0);
    } catch {
      tell(said.failed, true);
    } finally {
      asking = false;
      turns.removeAttribute("aria-busy");
    }
  };

  // Clicks and the Enter key, and not "submit": a sandbox without allow-forms stops that.
  form?.querySelector("button").addEventListener("click", (event) => {
    if (!form.reportValidity()) return;
    event.preventDefault();
    ask(form.elements.q.value);
  });
  form?.elements.q.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    ask(form.elements.q.value);
  });

  // --------------------------------------------------------- a citation in its article
  const dialog = document.createElement("dialog");
  let opener = null;

  // Beside the answer where there is room, over it where there is not; in a frame that
  // grows, which may be longer than the window, below what was chosen.
  const show = () => {
    if (dialog.open) return;
    dialog.className = grows ? "inline" : wide.matches ? "side" : "sheet";
    if (grows) (opener.closest("blockquote, .written, li") ?? opener).append(dialog);
    else document.body.append(dialog);
    if (dialog.className === "sheet") dialog.showModal();
    else dialog.show();
    root.classList.toggle("with-side", dialog.className === "side");
  };

  const close = () => {
    if (dialog.open) dialog.close();
  };

  const open = async (link) => {
    try {
      const opened = await fetched(link.href, ".passage");
      if (!opened) return;
      const moved = link.closest("dialog") ? null : link;
      if (moved && grows) close();
      // Stepping on, the mark in the answer follows.
      opener = moved ?? marksOf(link.href)[0] ?? opener;
      document.querySelectorAll("a.cite[aria-current]").forEach((a) => a.removeAttribute("aria-current"));
      marksOf(link.href).forEach((mark) => mark.setAttribute("aria-current", "true"));
      const shut = document.createElement("button");
      shut.className = "close";
      shut.textContent = "×";
      shut.setAttribute("aria-label", said.close);
      opened.part.querySelector(".back").replaceWith(shut);
      dialog.setAttribute("aria-label", opened.part.querySelector("nav").getAttribute("aria-label"));
      dialog.replaceChildren(opened.part);
      show();
      scrollToCited();
      tell("");
    } catch {
      tell(said.failed, true);
    }
  };

  const marksOf = (url) => [...document.querySelectorAll(".turn a.cite")].filter((a) => a.href === url);

  // A third from the top, so that what stands before the passage is seen too.
  const scrollToCited = () => {
    const cited = dialog.querySelector("#cited");
    const article = dialog.querySelector(".article");
    cited.focus({ preventScroll: true });
    if (!article) return;
    const offset = cited.getBoundingClientRect().top - article.getBoundingClientRect().top;
    article.scrollTop += offset - article.clientHeight / 3;
  };

  dialog.addEventListener("close", () => {
    root.classList.remove("with-side");
    document.querySelectorAll("a.cite[aria-current]").forEach((a) => a.removeAttribute("aria-current"));
    opener?.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) close(); // beside the sheet
  });
  wide.addEventListener("change", close);

  // ---------------------------------------------------------------------------- copying
  const copy = async (details) => {
    const area = details.querySelector("textarea");
    const kinds = {
      "text/plain": area.value,
      "text/html": details.parentElement.querySelector("template").innerHTML,
    };
    try {
      const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      tell(said.copied);
    } catch {
      details.open = true;
      area.select();
      if (!byCommand(kinds)) {
        tell(said.byHand);
        return;
      }
      details.open = false;
      details.querySelector("summary").focus();
      tell(said.copied);
    }
  };

  const byCommand = (kinds) => {
    let written = false;
    const write = (event) => {
      for (const [type, text] of Object.entries(kinds)) event.clipboardData.setData(type, text);
      event.preventDefault();
      written = true;
    };
    document.addEventListener("copy", write);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", write);
    return done && written;
  };

  document.addEventListener("click", (event) => {
    const at = event.target.closest("a, button, summary");
    if (!at || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (at.matches(".close")) {
      close();
    } else if (at.matches("summary")) {
      event.preventDefault();
      if (at.parentElement.open) at.parentElement.open = false;
      else copy(at.parentElement);
    } else if (turns && !confined && at.matches("a.ask")) {
      event.preventDefault();
      ask(at.textContent);
    } else if (turns && !confined && at.matches("a.cite, dialog a.step")) {
      event.preventDefault();
      open(at);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog.open) {
      event.preventDefault();
      close();
    }
  });

  // ----------------------------------------------------------------------------- height
  // The host's origin is not known here, so the message says nothing but a number.
  if (grows && parent !== self) {
    let told = 0;
    new ResizeObserver(() => {
      const px = Math.ceil(root.getBoundingClientRect().height);
      if (px !== told) parent.postMessage({ type: "onrecord:height", px }, "*");
      told = px;
    }).observe(root);
  }
})();
