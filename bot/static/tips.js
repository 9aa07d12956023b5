// The quotation, title, outlet and date of a citation, shown at its mark: by pointer and by
// keyboard, until Escape (WCAG 1.4.13). The chat's sanitizer leaves only `title` to carry
// them, which is taken off here, or the browser would show it a second time.
(() => {
  "use strict";
  const SHOW_MILLISECONDS = 200;
  const HIDE_MILLISECONDS = 250; // time to get from the mark to what it shows

  const texts = new WeakMap();
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  let owner = null;
  let timer = 0;

  const withTip = (target) =>
    target instanceof Element ? target.closest("button.cite.mark, .actions button") : null;

  // What a citation shows, as [quotation, source]; kept off the button from then on.
  const take = (button) => {
    if (button.title) {
      texts.set(button, button.title.split("\n"));
      button.removeAttribute("title");
    }
    return texts.get(button);
  };

  const line = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className;
    return made;
  };

  const show = (button) => {
    const [quote, source] = take(button) ?? [];
    if (!quote || !button.isConnected) return;
    hide();
    owner = button;
    tip.replaceChildren(line("span", quote, source ? "words" : ""));
    if (source) tip.append(line("span", source, "from"));
    if (!tip.isConnected) (document.querySelector("main") ?? document.body).append(tip);
    tip.hidden = false;
    button.setAttribute("aria-describedby", tip.id);
    place();
  };

  const place = () => {
    const at = owner.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = tip;
    const left = Math.min(Math.max(8, at.left + at.width / 2 - width / 2), innerWidth - width - 8);
    const above = at.top - height - 6;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${above >= 8 ? above : at.bottom + 6}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    owner?.removeAttribute("aria-describedby");
    owner = null;
    tip.hidden = true;
  };

  const later = (run, milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return; // a tap opens the citation itself
    const button = withTip(event.target);
    if (button) take(button);
    if (tip.contains(event.target) || (button && button === owner)) clearTimeout(timer);
    else if (button) later(() => show(button), SHOW_MILLISECONDS);
    else if (owner && owner !== document.activeElement) later(hide, HIDE_MILLISECONDS);
    else if (!owner) clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const button = withTip(event.target);
    if (button?.matches(":focus-visible")) show(button);
    else hide();
  });
  document.addEventListener("focusout", (event) => event.target === owner && hide());
  document.addEventListener("pointerdown", (event) => tip.contains(event.target) || hide());
  document.addEventListener("scroll", (event) => tip.contains(event.target) || hide(), true);
  // Before anybody else hears it: Escape takes away one thing at a time.
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || tip.hidden) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      hide();
    },
    true,
  );
  new MutationObserver(() => owner && !owner.isConnected && hide()).observe(
    document.documentElement,
    { childList: true, subtree: true },
  );
})();
