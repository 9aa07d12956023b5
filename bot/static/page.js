// The chat itself: what is asked, by whom it is named, and what is said of it aloud.
(() => {
  "use strict";
  const SETTLED_MILLISECONDS = 500; // an answer that has not grown for so long is whole
  const AGAIN_MILLISECONDS = 2000; // the same words sent again after so long are meant
  const messages = () => document.querySelector("#messages");
  const box = () => document.querySelector("#question textarea");

  const put = (textarea, text) => {
    textarea.value = text;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  };
  // The words of a message, less our own buttons below them.
  const words = (message) => {
    const copy = message.cloneNode(true);
    copy.querySelectorAll(".actions").forEach((actions) => actions.remove());
    for (const block of copy.querySelectorAll("blockquote, li, p, .speaker, .origin")) block.append(" ");
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  // A question leaves the box once it stands in the chat. Not before: one that is sent while
  // another is being answered waits there for its turn.
  let posed = 0;
  let following = false; // the newest question is kept in sight until the reader scrolls
  for (const moved of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(moved, () => (following = false), { passive: true, capture: true });
  }
  const emptyBox = () => {
    const questions = [...document.querySelectorAll('#messages [data-testid="user"]')];
    const textarea = box();
    if (questions.length > posed) following = true;
    if (questions.length > posed && textarea) {
      const now = textarea.value.replace(/\s+/g, " ").trim();
      if (now && now === words(questions.at(-1))) put(textarea, "");
    }
    posed = questions.length;
  };

  // A second Enter on the same words, before they have left the box, is no second question.
  let sent = "";
  const sendOnce = (event) => {
    const now = box().value.trim();
    if (now && now === sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sent = now;
    setTimeout(() => (sent = ""), AGAIN_MILLISECONDS); // it may have failed
  };
  addEventListener("input", (event) => event.target === box() && (sent = ""), true);
  addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === box()) sendOnce(event);
  }, true);
  addEventListener("click", (event) => {
    if (event.target.closest?.("#question button.submit-button")) sendOnce(event);
  }, true);

  // `/?q=…` asks. The query is then taken from the address, so that a reload does not ask
  // again and Gradio's <base href="./"> does not turn a click into one.
  let address = new URL(location.href);
  const askFromAddress = () => {
    const button = document.querySelector("#question button.submit-button");
    if (!address || !box() || !button || !messages()) return;
    const question = address.searchParams.get("q")?.trim();
    address.searchParams.delete("q");
    if (question !== undefined) history.replaceState(history.state, "", address);
    address = null;
    if (!question) return;
    put(box(), question);
    setTimeout(() => button.click());
  };

  // Gradio reads a message's source to a screen reader, which here is HTML.
  const nameMessages = () => {
    for (const [author, name] of [["user", "Question"], ["bot", "Answer"]]) {
      for (const message of document.querySelectorAll(`#messages [data-testid="${author}"]`)) {
        const label = `${name}: ${words(message).slice(0, 120)}`;
        if (message.getAttribute("aria-label") !== label) message.setAttribute("aria-label", label);
      }
    }
    const examples = document.querySelector("#messages .examples[role=list]"); // of buttons, not items
    examples?.setAttribute("aria-label", "Example questions");
    examples?.setAttribute("role", "group");
    for (const mark of document.querySelectorAll("#messages button.mark:not([aria-label])")) {
      mark.setAttribute("aria-label", `Citation ${mark.textContent.trim()}`);
    }
  };

  // One voice: Gradio's log would read an answer again each time that it grows.
  const status = document.createElement("div");
  status.id = "said-aloud";
  status.setAttribute("role", "status");
  const say = (line) => {
    if (!status.isConnected) document.body.append(status);
    status.textContent = line;
  };
  let timer = 0;
  let heard = "";
  const readOut = () => {
    const log = document.querySelector("#messages [role=log]");
    if (log && log.getAttribute("aria-live") !== "off") log.setAttribute("aria-live", "off");
    const answers = document.querySelectorAll('#messages [data-testid="bot"]');
    const last = answers[answers.length - 1];
    if (!last) return;
    const now = `${answers.length} ${words(last)}`;
    if (now === heard) return;
    heard = now;
    if (following) [...document.querySelectorAll('#messages [data-testid="user"]')].at(-1)?.scrollIntoView();
    clearTimeout(timer);
    timer = setTimeout(() => {
      const marks = new Set([...last.querySelectorAll("button.mark")].map((m) => m.textContent));
      const cited = marks.size ? `${marks.size} citation${marks.size === 1 ? "" : "s"}. ` : "";
      const text = last.cloneNode(true);
      text.querySelectorAll(".sources:not(.related)").forEach((sources) => sources.remove());
      say(`${cited}${words(text)}`);
    }, SETTLED_MILLISECONDS);
  };
  document.addEventListener("onrecord:say", (event) => say(event.detail));

  let waiting = false;
  const look = () => {
    waiting = false;
    askFromAddress();
    emptyBox();
    nameMessages();
    readOut();
  };
  const lookSoon = () => {
    if (!waiting) setTimeout(look, 20); // a page laid out or an answer growing changes much at once
    waiting = true;
  };
  new MutationObserver(lookSoon).observe(document.documentElement, { childList: true, subtree: true });
  look();
})();
