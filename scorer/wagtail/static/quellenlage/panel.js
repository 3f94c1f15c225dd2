/* The panel among the editor's checks: asks for a score when the preview has changed, shows the latest answer. */
(() => {
  const { Controller } = window.StimulusModule;

  /* The words of an element in one line, and for each character where it stands. */
  function wordsOf(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const places = [];
    let line = "";
    while (walker.nextNode()) {
      [...walker.currentNode.data].reduce((offset, character) => {
        const blank = /\s/.test(character);
        if (!blank || (line && !line.endsWith(" "))) {
          line += blank ? " " : character;
          for (let unit = 0; unit < (blank ? 1 : character.length); unit += 1) {
            places.push([walker.currentNode, offset + unit]);
          }
        }
        return offset + character.length;
      }, 0);
    }
    return { line, places };
  }

  const oneLine = (text) => text.replace(/\s+/g, " ").trim();

  /* Where a passage stands in the form: a range in a rich text block, or the field that holds it. */
  function find(passage) {
    const wanted = oneLine(passage);
    if (!wanted) return null;
    for (const block of document.querySelectorAll("form [data-block='true']")) {
      const { line, places } = wordsOf(block);
      const at = line.indexOf(wanted);
      if (at >= 0) {
        const range = document.createRange();
        const [last, offset] = places[at + wanted.length - 1];
        range.setStart(...places[at]);
        range.setEnd(last, offset + 1);
        return { element: block, editor: block.closest("[contenteditable='true']"), range };
      }
    }
    const fields = document.querySelectorAll("form textarea, form input[type='text']");
    const field = [...fields].find((one) => one.checkVisibility() && oneLine(one.value).includes(wanted));
    return field ? { element: field, editor: field, range: null } : null;
  }

  class Quellenlage extends Controller {
    static targets = ["shown", "status", "heading", "failed", "notFound"];

    static values = { check: String, mark: String, new: String, delay: Number, most: Number };

    connect() {
      this.html = null;
      this.asked = null;
    }

    disconnect() {
      clearTimeout(this.timer);
      this.asked?.abort();
    }

    /* Wagtail has read the preview. */
    changed({ detail }) {
      if (detail.content.innerHTML === this.html) return;
      this.html = detail.content.innerHTML;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), this.delayValue);
    }

    /* Wagtail has saved a new page by itself: from now on it has a number. */
    saved({ detail }) {
      const { pk } = detail.response;
      if (!this.newValue || !pk) return;
      this.checkValue = this.checkValue.replace("/0/", `/${pk}/`);
      this.markValue = this.markValue.replace("/0/", `/${pk}/`);
      this.newValue = "";
      if (this.html !== null) this.ask();
    }

    async ask() {
      this.asked?.abort();
      const asked = new AbortController();
      this.asked = asked;
      let answer = "";
      try {
        if (this.html.length <= this.mostValue) {
          const title = document.querySelector("form [name='title']")?.value ?? "";
          const response = await this.post(this.newValue || this.checkValue, { html: this.html, title }, asked.signal);
          answer = response.ok ? await response.text() : "";
        }
      } catch (error) {
        if (error.name === "AbortError") return;
      }
      if (asked === this.asked && !asked.signal.aborted) this.display(answer);
    }

    display(answer) {
      const shown = this.shownTarget;
      const open = new Set([...shown.querySelectorAll("details[open]")].map((one) => one.dataset.keep));
      const focused = shown.contains(document.activeElement) ? document.activeElement.dataset.key || "-" : null;
      if (answer) shown.innerHTML = answer;
      else shown.replaceChildren(this.failedTarget.content.cloneNode(true));
      shown.querySelectorAll("details").forEach((one) => { one.open = open.has(one.dataset.keep); });
      if (focused) {
        const same = [...shown.querySelectorAll("[data-key]")].find((one) => one.dataset.key === focused);
        (same && same.checkVisibility() ? same : this.headingTarget).focus();
      }
      const said = shown.querySelector("[data-said]")?.dataset.said ?? shown.textContent.trim();
      if (this.statusTarget.textContent !== said) this.statusTarget.textContent = said;
    }

    /* A click on a passage leads to its place in the form. */
    show({ params }) {
      const found = find(params.text) ?? find(params.opening);
      if (!found) {
        this.statusTarget.textContent = this.notFoundTarget.content.textContent;
        this.statusTarget.classList.remove("w-sr-only");
        return;
      }
      this.statusTarget.classList.add("w-sr-only");
      found.element.scrollIntoView({ block: "center" });
      found.editor?.focus({ preventScroll: true });
      if (found.range) {
        const { startContainer, startOffset, endContainer, endOffset } = found.range;
        window.getSelection().setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
      }
    }

    async mark({ params }) {
      const marked = params.marked ? "1" : "";
      try {
        const response = await this.post(this.markValue, { digest: params.digest, marked });
        if (response.ok) await this.ask();
      } catch {
        this.display("");
      }
    }

    post(url, fields, signal) {
      const body = new FormData();
      Object.entries(fields).forEach(([name, value]) => body.append(name, value));
      body.append("csrfmiddlewaretoken", document.querySelector("[name='csrfmiddlewaretoken']").value);
      return fetch(url, { method: "POST", body, signal, headers: { "X-Requested-With": "XMLHttpRequest" } });
    }
  }

  window.wagtail.app.register("quellenlage", Quellenlage);
})();
