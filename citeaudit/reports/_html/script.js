(function () {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const make = (tag, name, text) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text) node.textContent = text;
    return node;
  };
  const WORDS = { "right": "right", "not-a-problem": "not a problem", "ask-author": "ask the author" };
  const KEYS = { "1": "right", "2": "not-a-problem", "3": "ask-author", "0": "" };
  const VIEWS = { f: "findings", r: "references", m: "manuscript", p: "pictures" };
  const page = document.body.dataset;
  const store = "citeaudit:" + page.manuscript;
  const citations = JSON.parse($("citations").textContent);
  const cards = all("#findings .card").filter((card) => !card.id.startsWith("w"));
  const sheet = matchMedia("(max-width: 59.99rem)");
  let chosen = null;
  const given = new Set();
  const decisions = {};

  // ---------------------------------------------------------------- decisions

  const say = (text) => { $("status").textContent = text; };
  const usable = (value) => value && typeof value === "object" && !Array.isArray(value) && value.verdict in WORDS;

  // A card may stand for several findings of one cause: what is decided of it is decided of each.
  const members = (card) => all("[data-member]", card).map((one) => ({ key: one.dataset.member, message: one.querySelector(".said").textContent }));
  const findings = (card) => { const found = members(card); return found.length ? found : [{ key: card.dataset.key, message: card.querySelector("h4").textContent }]; };
  function set(card, decision) {
    for (const { key } of findings(card)) if (decision) decisions[key] = { ...decision }; else delete decisions[key];
  }

  function remember() {
    const kept = { ...decisions };
    for (const key of given) if (!(key in kept)) kept[key] = { verdict: "" };
    try { localStorage.setItem(store, JSON.stringify(kept)); } catch (error) { say("This browser does not keep decisions; save them as a file."); }
  }

  function recall() {
    try {
      const kept = JSON.parse(localStorage.getItem(store) || "null");
      for (const [key, value] of Object.entries(kept || {})) {
        if (usable(value)) decisions[key] = { verdict: value.verdict, reason: String(value.reason || "") };
        else if (value && value.verdict === "") delete decisions[key];
      }
    } catch (error) { say("What this browser kept of your decisions cannot be read; load them from a file."); }
  }

  function paint(card) {
    const decision = decisions[card.dataset.key];
    const copy = !cards.includes(card);
    const verdict = decision ? decision.verdict : "";
    const badge = card.querySelector(".verdict");
    badge.hidden = !verdict;
    badge.textContent = WORDS[verdict] || "";
    card.dataset.state = verdict;
    card.classList.toggle("dismissed", verdict === "not-a-problem" && !copy);
    for (const button of all(".decide button", card)) button.setAttribute("aria-pressed", String(button.value === verdict));
    const field = card.querySelector(".decide input");
    field.closest("label").hidden = !verdict;
    field.placeholder = verdict === "not-a-problem" ? "why it is not a problem" : "if you like";
    if (document.activeElement !== field) field.value = decision ? decision.reason : "";
  }

  function repaint(key) {
    for (const card of all("[data-key]")) if (card.dataset.key === key && card.querySelector(".decide")) paint(card);
  }

  function decide(card, verdict) {
    const before = decisions[card.dataset.key];
    if (!verdict || (before && before.verdict === verdict)) set(card, null);
    else set(card, { verdict: verdict, reason: before ? before.reason : "" });
    repaint(card.dataset.key);
    remember();
    count();
    const now = decisions[card.dataset.key];
    say(now ? "Decided: " + WORDS[now.verdict] + "." : "Undecided.");
  }

  function controls(card) {
    const group = make("fieldset", "decide");
    group.append(make("legend", "", "Your decision"));
    for (const [verdict, words] of Object.entries(WORDS)) {
      const button = make("button", "", words[0].toUpperCase() + words.slice(1));
      button.type = "button";
      button.value = verdict;
      button.addEventListener("click", () => { if (cards.includes(card)) choose(card, false); decide(card, verdict); });
      group.append(button);
    }
    const label = make("label", "", "Reason ");
    const field = make("input");
    field.type = "text";
    field.addEventListener("input", () => {
      const decision = decisions[card.dataset.key];
      if (decision) { set(card, { verdict: decision.verdict, reason: field.value }); repaint(card.dataset.key); remember(); }
    });
    label.append(field);
    group.append(label);
    const folded = card.querySelector("details.body");
    if (folded) folded.append(group); else card.insertBefore(group, card.querySelector(".rule"));
  }

  function file() {
    const entries = cards.flatMap((card) => findings(card).map(({ key, message }) => {
      const decision = decisions[key];
      return {
        check: card.dataset.check, fingerprint: key.replace(/:\d+$/, ""), occurrence: Number(key.match(/\d+$/)[0]),
        verdict: decision ? decision.verdict : null, reason: decision ? decision.reason : "",
        message: message,
      };
    }));
    return JSON.stringify({ version: 1, manuscript: page.path, title: page.title, decisions: entries }, null, 1) + "\n";
  }

  function save() {
    const link = document.createElement("a");
    const name = page.path.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
    link.href = URL.createObjectURL(new Blob([file()], { type: "application/json" }));
    link.download = (name || "manuscript") + ".decisions.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    const decided = cards.filter((card) => decisions[card.dataset.key]).length;
    say(link.download + ": " + decided + " of " + cards.length + " findings decided.");
  }

  async function load(chosenFile) {
    let data = null;
    try { data = JSON.parse(await chosenFile.text()); } catch (error) { data = null; }
    if (!data || data.version !== 1 || !Array.isArray(data.decisions)) {
      say(chosenFile.name + " is not a file of decisions; nothing was changed.");
      return;
    }
    const here = new Set(cards.flatMap((card) => findings(card).map((one) => one.key)));
    let taken = 0, elsewhere = 0;
    for (const one of data.decisions) {
      if (!usable(one)) continue;
      const key = String(one.fingerprint) + ":" + (Number(one.occurrence) || 1);
      if (here.has(key)) { decisions[key] = { verdict: one.verdict, reason: String(one.reason || "") }; taken += 1; } else elsewhere += 1;
    }
    cards.forEach(paint);
    remember();
    count();
    say(taken + " decisions loaded" + (elsewhere ? "; " + elsewhere + " on findings that this page does not have" : "") + ".");
  }

  // ---------------------------------------------------------------- filters

  function count() {
    if (!$("by-severity")) return;
    const severity = $("by-severity").value, check = $("by-check").value, state = $("by-state").value;
    let seen = 0;
    for (const card of cards) {
      const fits = (!severity || card.dataset.severity === severity) && (!check || card.dataset.check === check)
        && (!state || (state === "open" ? !card.dataset.state : state === "new" ? "new" in card.dataset : card.dataset.state === state));
      card.hidden = !fits;
      seen += fits;
    }
    for (const group of all(".group")) if (group.querySelector(".card[data-key]:not([id^=w])")) group.hidden = !group.querySelector(".card:not([hidden])");
    $("none").hidden = seen > 0;
    const decided = cards.filter((card) => card.dataset.state).length;
    $("shown").textContent = seen + " of " + cards.length + " shown, " + decided + " decided";
  }

  function countReferences() {
    if (!$("by-status")) return;
    const status = $("by-status").value, cited = $("by-cited").value, words = $("by-words").value.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = all(".ref");
    let seen = 0;
    for (const row of rows) {
      const text = words.length ? row.textContent.toLowerCase() : "";
      const fits = (!status || row.dataset.status === status) && (!cited || row.dataset.cited === cited) && words.every((word) => text.includes(word));
      row.hidden = !fits;
      seen += fits;
    }
    $("shown-references").textContent = seen + " of " + rows.length + " shown";
  }

  // ---------------------------------------------------------------- views and places

  function view(name) {
    for (const one of all(".view")) one.classList.toggle("current", one.id === name);
    for (const link of all("nav a")) {
      if (link.hash === "#" + name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  function choose(node, move) {
    if (chosen && chosen !== node) { chosen.classList.remove("chosen"); if (chosen.matches(".c")) chosen.removeAttribute("aria-current"); }
    chosen = node;
    node.classList.add("chosen");
    if (node.matches(".text .c")) { node.setAttribute("aria-current", "true"); fill(node.id); }
    if (move) { node.focus({ preventScroll: true }); node.scrollIntoView({ block: node.matches(".c") && !sheet.matches ? "center" : "start" }); }
  }

  function go() {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { id = ""; }
    const node = id && $(id);
    const inside = node && node.closest(".view");
    if (!inside) { if (!document.querySelector(".view.current")) view("findings"); return; }
    view(inside.id);
    if (node === inside) { window.scrollTo(0, Math.min(window.scrollY, document.querySelector("nav").offsetTop)); return; }
    if (node.hidden) reset();
    choose(node, true);
  }

  function reset() {
    for (const select of all(".filters select")) select.value = "";
    if ($("by-words")) $("by-words").value = "";
    count();
    countReferences();
  }

  function fill(id) {
    const [pieces, section, place, links, findings] = citations[id];
    const panel = $("panel");
    const close = make("button", "", "Close");
    const head = make("div", "panel-head");
    close.type = "button";
    close.addEventListener("click", () => { panel.replaceChildren(make("p", "empty", "Choose a citation in the text.")); panel.classList.remove("filled"); });
    panel.classList.add("filled");
    head.append(make("h3", "", [section, place].filter(Boolean).join(", ") || "Citation"), close);
    panel.replaceChildren(head);
    panel.scrollTop = 0;
    if (findings.length) {
      for (const finding of findings) {
        const copy = $(finding).cloneNode(true);
        for (const node of [copy, ...all("[id]", copy)]) node.removeAttribute("id");
        for (const node of all(".decide, .where", copy)) node.remove();
        copy.classList.remove("chosen", "dismissed");
        for (const node of all("details", copy)) node.open = true;
        for (const name of ["tabindex", "aria-labelledby", "hidden"]) copy.removeAttribute(name);
        const link = make("a", "", "Open in the findings");
        link.href = "#" + finding;
        copy.append(link);
        panel.append(copy);
        controls(copy);
        paint(copy);
      }
    } else {
      const quote = make("blockquote"), sentence = make("p");
      pieces.forEach((piece, at) => sentence.append(at === 1 ? make("span", "claim", piece) : at === 3 ? make("b", "marker", piece) : piece));
      quote.append(sentence);
      panel.append(quote);
      for (const [label, index, weighed] of links) {
        const side = make("div", "side");
        const role = make("p", "role", "Cited ");
        side.append(role);
        if (index) {
          const link = make("a", "", label);
          link.href = "#r" + index;
          role.append(link);
          side.append(...Array.from($("r" + index).querySelector(".ref-body").cloneNode(true).childNodes), make("p", "weighed", weighed));
        } else { role.append(label); side.append(make("p", "", "The list has no such reference.")); }
        panel.append(side);
      }
    }
  }

  function step(by) {
    const within = document.querySelector(".view.current");
    const stops = all(within.id === "manuscript" ? ".text .c" : within.id === "references" ? ".ref" : ".card", within).filter((node) => !node.hidden && !node.closest("[hidden]"));
    if (!stops.length) return;
    const at = stops.indexOf(chosen);
    choose(stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(Math.max(at + by, 0), stops.length - 1)], true);
  }

  function decidable() {
    if (!chosen) return null;
    if (chosen.matches(".text .c")) return $("panel").querySelector("[data-key]");
    return cards.includes(chosen) ? chosen : null;
  }

  function open() {
    if (!chosen) return;
    const folded = chosen.querySelector("details.body:not([open])");
    if (folded) { folded.open = true; return; }
    const link = chosen.matches("a") ? chosen : chosen.querySelector(".where a, .links a");
    if (link && link.hash) location.hash = link.hash;
  }

  // ---------------------------------------------------------------- start

  cards.forEach(controls);
  for (const card of cards) {
    const said = card.querySelector(".verdict").textContent;
    const verdict = Object.keys(WORDS).find((one) => WORDS[one] === said);
    if (verdict) for (const one of findings(card)) given.add(one.key);
    if (verdict) set(card, { verdict: verdict, reason: card.dataset.reason || "" });
  }
  recall();
  cards.forEach(paint);
  count();
  countReferences();
  document.querySelector(".text").addEventListener("click", (event) => {
    const link = event.target.closest("a.c");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", "#" + link.id);
    choose(link, false);
    if (sheet.matches) link.scrollIntoView({ block: "start" });
  });
  for (const form of all(".filters")) form.addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["by-severity", "by-check", "by-state"]) if ($(name)) $(name).addEventListener("change", count);
  for (const name of ["by-status", "by-cited", "by-words"]) if ($(name)) $(name).addEventListener("input", countReferences);
  $("save").addEventListener("click", save);
  $("load").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", (event) => { if (event.target.files[0]) load(event.target.files[0]); event.target.value = ""; });
  $("help").addEventListener("click", () => $("keys").showModal());
  let beforePrint = [];
  window.addEventListener("beforeprint", () => { beforePrint = all("details.body:not([open])"); beforePrint.forEach((one) => { one.open = true; }); });
  window.addEventListener("afterprint", () => beforePrint.forEach((one) => { one.open = false; }));
  window.addEventListener("hashchange", go);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open || !$("keyboard").checked) return;
    if (event.target.closest("input, select, textarea")) return;
    const key = event.key;
    if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else if (key === "o") open();
    else if (key in KEYS && decidable()) decide(decidable(), KEYS[key]);
    else if (key in VIEWS) { location.hash = VIEWS[key]; }
    else if (key === "s") save();
    else if (key === "?") $("keys").showModal();
    else return;
    event.preventDefault();
  });
  go();
}());
