// What the tests ask of a page, run inside it. Each answer is plain data.
window.inside = (() => {
  /** An element in few words, for a list of what is wrong. */
  function name(element) {
    const classes = [...element.classList].filter((one) => !one.startsWith("svelte-")).map((one) => `.${one}`);
    const text = (element.getAttribute("aria-label") ?? element.textContent).trim().replaceAll(/\s+/g, " ").slice(0, 40);
    return `${element.localName}${classes.join("")} "${text}"`;
  }

  function shown(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  }

  /** Text for screen readers only. */
  function unseen(element) {
    return element.closest(".visually-hidden, .skip:not(:focus)") !== null || clippedAway(element);
  }

  function clippedAway(element) {
    for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).clipPath === "inset(50%)") return true;
    return false;
  }

  /** The dialog that is open, else the whole page: what lies under a dialog may be covered. */
  function top() {
    return [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  }

  /** Every piece of text that can be seen, with the boxes that it fills. */
  function texts(within = top()) {
    const found = [];
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!/\S/.test(node.data) || ["SCRIPT", "STYLE", "OPTION", "TITLE"].includes(element.tagName)) continue;
      if (!shown(element) || unseen(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
      if (boxes.length > 0) found.push({ node, element, boxes });
    }
    return found;
  }

  /** The nearest element that cuts off what stands out of it. */
  function cutter(element, axis) {
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
      const flow = getComputedStyle(at)[axis];
      if (flow === "hidden" || flow === "clip") return at;
      if (flow !== "visible") return null;
    }
    return null;
  }

  function meant(cut, text) {
    const style = getComputedStyle(cut);
    const shortened = style.webkitLineClamp !== "none" || style.textOverflow === "ellipsis";
    const whole = cut.closest("[title], [aria-label]");
    const said = whole?.getAttribute("title") ?? whole?.getAttribute("aria-label") ?? "";
    return shortened && said.includes(text.trim());
  }

  /** Text that is cut off or stands out of the window. */
  function clipped() {
    const wrong = [];
    const width = document.documentElement.clientWidth;
    for (const { node, element, boxes } of texts()) {
      const across = cutter(element, "overflowX");
      const down = cutter(element, "overflowY");
      for (const box of boxes) {
        const [x, y] = [across?.getBoundingClientRect(), down?.getBoundingClientRect()];
        const cutX = x && (box.right > x.right + 2 || box.left < x.left - 2);
        const cutY = y && (box.bottom > y.bottom + box.height / 3 || box.top < y.top - box.height / 3);
        const out = !element.closest("[data-scroll-x]") && (box.right > width + 1 || box.left < -1);
        if (out || (cutX && !meant(across, node.data)) || (cutY && !meant(down, node.data))) {
          wrong.push(`${out ? "out of the window" : "cut off"}: ${name(element)}`);
          break;
        }
      }
    }
    return wrong;
  }

  /** Whether an element floats above the page on purpose. */
  function layer(element) {
    for (let at = element; at && at !== top(); at = at.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return at;
    }
    return null;
  }

  /** The part of a box that is not cut off by what it stands in. */
  function visible(box, element) {
    let { left, right, top: upper, bottom } = box;
    for (const axis of ["overflowX", "overflowY"]) {
      const cut = cutter(element, axis)?.getBoundingClientRect();
      if (cut) [left, right, upper, bottom] = [Math.max(left, cut.left), Math.min(right, cut.right), Math.max(upper, cut.top), Math.min(bottom, cut.bottom)];
    }
    return { left, right, top: upper, bottom };
  }

  /** Pieces of text that lie on each other. */
  function overlapping() {
    const all = texts().flatMap(({ node, element, boxes }) =>
      boxes.map((box) => ({ node, element, box: visible(box, element), height: box.height, layer: layer(element) })),
    );
    all.sort((one, other) => one.box.top - other.box.top);
    const wrong = new Set();
    for (const [index, one] of all.entries()) {
      for (let next = index + 1; next < all.length && all[next].box.top < one.box.bottom; next += 1) {
        const other = all[next];
        if (other.node === one.node || other.layer !== one.layer) continue;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // The boxes of two lines of one text touch; letters only meet when much more overlaps.
        if (across > 2 && down > 0.4 * Math.min(one.height, other.height)) wrong.add(`${name(one.element)} lies on ${name(other.element)}`);
      }
    }
    return [...wrong];
  }

  /** What makes the page scroll sideways. */
  function sideways() {
    const wrong = [];
    const page = document.scrollingElement;
    if (page.scrollWidth > page.clientWidth) {
      const wide = [...document.body.querySelectorAll("*")].filter(
        (one) => shown(one) && !one.closest("[data-scroll-x]") && !clippedAway(one) && (one.getBoundingClientRect().right > page.clientWidth + 1 || one.getBoundingClientRect().left < -1),
      );
      wrong.push(`the page is ${page.scrollWidth} wide in ${page.clientWidth}: ${wide.slice(-3).map(name).join("; ")}`);
    }
    for (const element of document.querySelectorAll("*")) {
      const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
      if (scrolls && element !== page && !element.closest("[data-scroll-x], textarea") && element.scrollWidth > element.clientWidth + 1) {
        wrong.push(`scrolls sideways: ${name(element)}`);
      }
    }
    return wrong;
  }

  /** Everything that is wrong with where things stand. */
  function layout() {
    return [...sideways(), ...clipped(), ...overlapping()];
  }

  /** How many lines of text each cell's longest text has, where there are more than three. */
  function tallTexts() {
    return texts(document.querySelector("main"))
      .filter(({ element }) => element.closest("[role=cell], [role=row], [role=treeitem]"))
      .map(({ element, boxes }) => {
        const tops = new Set(boxes.map((box) => visible(box, element)).filter((box) => box.bottom - box.top > 4).map((box) => Math.round(box.top / 6)));
        return { element, lines: tops.size };
      })
      .filter(({ lines }) => lines > 3)
      .map(({ element, lines }) => `${lines} lines: ${name(element)}`);
  }

  /** A name that is not whole on the page must be whole for those who ask. */
  function namesWithheld(names) {
    return names.filter((one) => {
      const holders = [...document.querySelectorAll("main *")].filter((element) => element.childElementCount === 0 && element.textContent.trim() === one);
      return holders.length === 0 || !holders.some((element) => element.scrollHeight <= element.clientHeight + 2 || element.closest("[title]")?.title === one);
    });
  }

  const ADDRESS = /\b\d{1,3}(\.\d{1,3}){3}\b|\b[0-9a-f]{2}(:[0-9a-f]{2}){5}\b|\b[0-9a-f]{1,4}::?[0-9a-f:]{4,}\b/i;
  function backwardAddresses() {
    return texts().filter(({ node, element }) => ADDRESS.test(node.data) && getComputedStyle(element).direction !== "ltr").map(({ element }) => name(element));
  }

  /** What a person reads, sentence by sentence: without Details and without what people or devices wrote. */
  function prose() {
    const blocks = new Map();
    for (const { node, element } of texts()) {
      if (element.closest("[data-details], [data-user]")) continue;
      let block = element;
      while (block.parentElement && getComputedStyle(block).display.startsWith("inline") && !block.matches("button, a, label")) block = block.parentElement;
      blocks.set(block, `${blocks.get(block) ?? ""} ${node.data}`);
    }
    return [...blocks.values()].map((text) => text.replaceAll(/[\u2066-\u2069]/g, "").replaceAll(/\s+/g, " ").trim());
  }

  /** Everything that is read or heard, but for what people and devices wrote themselves. */
  function allWords() {
    const named = [...document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")].filter((one) => shown(one) && !one.closest("[data-details], [data-user]"));
    const attributes = named.flatMap((one) => ["aria-label", "title", "placeholder", "alt"].map((key) => one.getAttribute(key) ?? ""));
    const hidden = [...document.querySelectorAll(".visually-hidden")].filter((one) => !one.closest("[data-details], [data-user]")).map((one) => one.textContent);
    return [...prose(), ...[...attributes, ...hidden, document.title].map(withoutNames)].filter(Boolean);
  }

  /** A label without the names that people and devices gave: they may stand in the middle of it. */
  function withoutNames(label) {
    const { devices, homes } = window.__HOMEWARDEN_FIXTURE__.fixture;
    const all = [...devices.flatMap(({ name, vendor, model, room, owner, addresses }) => [name, vendor, model, room, owner, ...addresses]), ...homes.flatMap(({ name, networks }) => [name, ...networks.flatMap((one) => [one.name, one.subnet])])];
    const longestFirst = [...new Set(all)].filter(Boolean).sort((one, other) => other.length - one.length);
    return longestFirst.reduce((left, word) => left.replaceAll(word, ""), label);
  }

  /** Words in the pseudo-language that were not translated into it. */
  function untranslated() {
    const strange = (text) => {
      let left = text;
      let before;
      do {
        before = left;
        left = left.replaceAll(/\u2068[^\u2066-\u2069]*\u2069/g, "");
      } while (left !== before);
      return left.replaceAll(/\[[^\]]*\]/g, "");
    };
    const skip = (element) => element.closest("[data-user], [data-details]");
    const visibleTexts = texts().filter(({ element }) => !skip(element)).map(({ node }) => node.data);
    const options = [...document.querySelectorAll("option")].filter((one) => !skip(one)).map((one) => one.textContent);
    const named = [...document.querySelectorAll("[aria-label], [placeholder], [alt]")].filter((one) => shown(one) && !skip(one));
    const attributes = named.flatMap((one) => ["aria-label", "placeholder", "alt"].map((key) => one.getAttribute(key) ?? ""));
    return [...visibleTexts, ...[...options, ...attributes, document.title].map(withoutNames)].filter((text) => /[a-z]/i.test(strange(text).replaceAll("Homewarden", ""))).map((text) => text.trim());
  }

  // ---- colours

  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  /** Any CSS colour over another, as sRGB from 0 to 255. */
  function rgb(colour, under = "white") {
    canvas.globalCompositeOperation = "source-over";
    canvas.fillStyle = under;
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  }

  function light([red, green, blue]) {
    const [r, g, b] = [red, green, blue].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(one, other) {
    const [darker, lighter] = [light(rgb(one)), light(rgb(other))].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  }

  /** The colour that an element stands on. */
  function ground(element) {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== "transparent" && !/,\s*0\)$|\/\s*0\)$/.test(colour)) return colour;
    }
    return getComputedStyle(document.documentElement).backgroundColor;
  }

  /** Contrast of pairs of tokens, such as ["--ink", "--surface"]. */
  function tokenContrasts(pairs) {
    const style = getComputedStyle(document.documentElement);
    return pairs.map(([one, other]) => {
      const colours = [one, other].map((token) => style.getPropertyValue(token).trim());
      if (colours.includes("")) throw new Error(`there is no token ${one} or ${other}`);
      return contrast(...colours);
    });
  }

  /** Icons that cannot be told from what they stand on. */
  function faintIcons() {
    return [...document.querySelectorAll("svg")].filter(shown).filter((icon) => contrast(getComputedStyle(icon).color, ground(icon)) < 3).map((icon) => name(icon.parentElement));
  }

  /** Texts of a control that cannot be read well. */
  function faintTexts(control) {
    return texts(control).flatMap(({ element }) => {
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const large = parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? 18.66 : 24);
      const found = contrast(color, ground(element));
      return found < (large ? 3 : 4.5) ? [`${name(element)}: ${found.toFixed(2)}`] : [];
    });
  }

  const CONTROLS = "button, input:not([type=hidden]), select, textarea";
  /** Controls whose edge cannot be seen. */
  function borderless() {
    return [...top().querySelectorAll(CONTROLS)].filter((one) => shown(one) && !unseen(one)).filter((one) => {
      // The system draws these itself.
      if (one.matches("[type=checkbox], [type=radio]") && getComputedStyle(one).appearance !== "none") return false;
      const style = getComputedStyle(one);
      return ["Top", "Right", "Bottom", "Left"].some(
        (side) => style[`border${side}Style`] === "none" || parseFloat(style[`border${side}Width`]) < 1 || contrast(style[`border${side}Color`], ground(one.parentElement)) < 3,
      );
    }).map(name);
  }

  // ---- the keyboard

  const STOPS = "a[href], button:not(:disabled), input:not(:disabled):not([type=hidden]), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]:not([tabindex='-1'])";
  /** How many places the Tab key stops at; a group of radio buttons is one. */
  function stops() {
    const groups = new Set();
    return [...top().querySelectorAll(STOPS)].filter((one) => {
      if (!shown(one) || one.closest("[inert]") || one.tabIndex < 0) return false;
      if (one.type !== "radio") return true;
      const first = !groups.has(one.name);
      groups.add(one.name);
      return first;
    }).length;
  }

  function outlined(element) {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  }

  /** Where the keyboard is, and whether one can see it. */
  function focus() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    element.dataset.stop ??= String((window.insideStops = (window.insideStops ?? 0) + 1));
    const stop = { stop: element.dataset.stop, name: name(element), tag: element.localName, text: element.textContent.trim(), wrong: [] };
    // What only a script can give the keyboard to needs no mark: a heading that the person was led to.
    if (element.tabIndex < 0) return stop;
    // The mark may stand on the line of a tree's branch, or on the frame around a field.
    const marked = [element, element.parentElement, element.closest("label"), ...element.children].find((one) => one && outlined(one));
    if (!marked) stop.wrong.push("no outline");
    else if (contrast(getComputedStyle(marked).outlineColor, ground(marked.parentElement)) < 3) stop.wrong.push("a faint outline");
    const seen = marked ?? element;
    const { left, right, top: upper, bottom } = seen.getBoundingClientRect();
    const [x, y] = [(Math.max(left, 0) + Math.min(right, innerWidth)) / 2, (Math.max(upper, 0) + Math.min(bottom, innerHeight)) / 2];
    const there = document.elementFromPoint(x, y);
    if (!there || !(seen.contains(there) || there.contains(seen) || element.contains(there))) stop.wrong.push(`a place behind ${there ? name(there) : "the edge of the window"}`);
    return stop;
  }

  /** Links inside the window that lead nowhere. */
  function deadLinks(known) {
    return [...document.querySelectorAll("a[href]")].filter((link) => {
      const href = link.getAttribute("href");
      if (!href.startsWith("#")) return true;
      return !href.startsWith("#/") ? document.getElementById(href.slice(1)) === null : !known.includes(href.slice(2).split("/")[0]);
    }).map(name);
  }

  function moving() {
    return document.getAnimations().filter((one) => one.playState === "running" && one.effect.getComputedTiming().activeDuration > 10).map((one) => name(one.effect.target));
  }

  return {
    allWords, backwardAddresses, borderless, contrast, deadLinks, faintIcons, faintTexts, focus, ground, layout, moving,
    name, namesWithheld, prose, stops, tallTexts, tokenContrasts, untranslated,
  };
})();
