// What a page gains with JavaScript: menus that close, forms that save themselves, uploads with progress.
// Every page works without this file; docs/ui.md tells what the server answers.
(() => {
  "use strict";

  const AUTOSAVE_DELAY = 700;
  const RETRY_DELAY = 10000;

  // ---- Parts of the page ---------------------------------------------------
  const TEXT = "textarea, select, input:not([type=file], [type=checkbox], [type=radio], [type=button], [type=submit])";

  // Each root element of an answer replaces the element with its id, unless somebody is typing in it.
  function swapParts(html) {
    const answer = document.createElement("template");
    answer.innerHTML = html;
    for (const part of [...answer.content.children]) {
      const old = part.id && document.getElementById(part.id);
      if (old && !holdsText(old)) replacePart(old, part);
    }
  }

  function holdsText(element) {
    const active = document.activeElement;
    return active !== null && element.contains(active) && active.matches(TEXT);
  }

  function replacePart(old, part) {
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(part);
    if (window.htmx) window.htmx.process(part);
    const next = part.matches("[data-focus]") ? part : focused && document.getElementById(focused);
    if (next) next.focus();
  }

  // ---- Menus ---------------------------------------------------------------
  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details[data-drop][open]")) {
      if (menu !== except) menu.open = false;
    }
  }

  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-drop]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest("details[data-drop][open]");
    closeMenus(null);
    if (menu) menu.querySelector("summary").focus();
  });

  // ---- Forms that save themselves --------------------------------------------
  const SAYING = {
    dirty: "Chưa lưu…",
    saving: "Đang lưu…",
    invalid: "Chưa lưu: có chỗ phải sửa",
    conflict: "Chưa lưu: người khác vừa sửa, xem bảng so sánh",
    signedOut: "Chưa lưu: phiên làm việc đã hết. Đăng nhập ở thẻ khác rồi bấm Lưu",
    refused: "Chưa lưu được. Sao lại phần vừa nhập rồi tải lại trang",
    offline: "Chưa lưu được vì mất kết nối, sẽ tự thử lại",
  };
  const DRAWINGS = { saved: "cloud-check", dirty: "cloud-up", saving: "cloud-up", error: "cloud-off", conflict: "cloud-off" };
  const unsaved = new Set();

  class Autosave {
    constructor(form) {
      this.form = form;
      this.edits = 0;
      this.timer = 0;
      this.running = false;
      this.resting = false;
      this.waiting = false;
      this.pressed = null;
      form.addEventListener("input", (event) => event.target.type !== "file" && this.edited());
      form.addEventListener("submit", (event) => this.submitted(event));
      // Back from the next page: the browser shows the old form again, still to be saved.
      window.addEventListener("pageshow", (event) => event.persisted && this.back());
    }

    back() {
      this.resting = false;
      this.form.removeAttribute("aria-busy");
    }

    edited() {
      this.edits += 1;
      unsaved.add(this);
      if (this.resting) return;
      this.say("dirty", SAYING.dirty);
      this.plan(AUTOSAVE_DELAY);
    }

    plan(delay) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), delay);
    }

    // What is being saved answers with the version from which the form goes on, so a button waits for that answer.
    submitted(event) {
      clearTimeout(this.timer);
      this.resting = true;
      unsaved.delete(this);
      if (!this.running) return;
      event.preventDefault();
      this.pressed = event.submitter;
      this.waiting = true;
      this.form.setAttribute("aria-busy", "true");
    }

    send() {
      const same = (one) => one.type === "submit" && one.name === this.pressed.name && one.value === this.pressed.value;
      this.waiting = false;
      this.form.requestSubmit(this.pressed && [...this.form.elements].find(same));
    }

    async save() {
      if (this.resting) return;
      if (this.running) {
        this.plan(AUTOSAVE_DELAY);
        return;
      }
      const edits = this.edits;
      this.running = true;
      this.say("saving", SAYING.saving);
      try {
        await this.answered(await this.post(), edits);
      } catch {
        this.say("error", SAYING.offline);
        this.plan(RETRY_DELAY);
      } finally {
        this.running = false;
        if (this.waiting) this.send();
      }
    }

    post() {
      const data = new FormData(this.form);
      for (const [name, value] of [...data]) {
        if (value instanceof File) data.delete(name);
      }
      return fetch(this.form.action, {
        method: "POST",
        body: data,
        headers: { "HX-Request": "true", "X-Autosave": "1" },
        credentials: "same-origin",
        redirect: "manual",
      });
    }

    async answered(response, edits) {
      if (response.type === "opaqueredirect" || response.status === 401) {
        this.say("error", SAYING.signedOut);
      } else if (response.ok) {
        swapParts(await response.text());
        this.saved(edits);
      } else if (response.status === 409) {
        this.resting = true;
        swapParts(await response.text());
        this.say("conflict", SAYING.conflict);
      } else if (response.status === 400 || response.status === 422) {
        swapParts(await response.text());
        this.say("error", SAYING.invalid);
      } else if (response.status >= 500) {
        throw new Error(String(response.status));
      } else {
        this.say("error", response.status === 403 ? SAYING.signedOut : SAYING.refused);
      }
    }

    saved(edits) {
      if (edits !== this.edits) return;
      unsaved.delete(this);
      const now = new Date();
      const clock = [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
      this.say("saved", `Đã lưu ${clock}`);
    }

    say(state, words) {
      const line = this.form.querySelector("[data-saved]");
      if (!line) return;
      line.dataset.state = state;
      const use = line.querySelector("use");
      if (use) use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#i-${DRAWINGS[state]}`));
      const text = line.querySelector("[data-saved-text]") || line;
      if (text.textContent !== words) text.textContent = words;
    }
  }

  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });

  // ---- Uploads: one request a file, one after the other ------------------------
  class Dropzone {
    constructor(zone) {
      this.zone = zone;
      this.input = zone.querySelector("input[type=file]");
      this.form = this.input.form;
      this.url = zone.dataset.upload || this.form.action;
      this.limit = Number(zone.dataset.maxBytes) || Infinity;
      this.queue = [];
      this.running = false;
      this.list = document.createElement("ul");
      this.list.className = "dv-uploads";
      this.list.setAttribute("aria-live", "polite");
      zone.after(this.list);
      this.input.required = false;
      this.input.addEventListener("change", () => this.take([...this.input.files]));
      for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, (event) => this.over(event));
      for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("is-over"));
      zone.addEventListener("drop", (event) => this.dropped(event));
    }

    over(event) {
      event.preventDefault();
      this.zone.classList.add("is-over");
    }

    dropped(event) {
      event.preventDefault();
      this.take([...event.dataTransfer.files]);
    }

    // The input is emptied, so that saving the form afterwards doesn't send the files again.
    take(files) {
      this.input.value = "";
      for (const file of files) this.add(file);
      this.next();
    }

    add(file) {
      const row = document.createElement("li");
      row.innerHTML =
        '<span class="dv-file-name"></span><span class="dv-upload-say"></span>' +
        '<progress class="dv-progress" max="100" value="0"></progress>';
      row.querySelector(".dv-file-name").textContent = file.name;
      row.querySelector("progress").setAttribute("aria-label", `Tải lên ${file.name}`);
      this.list.append(row);
      this.queueFile(file, row);
    }

    queueFile(file, row) {
      if (file.size > this.limit) {
        const most = Math.floor(this.limit / 1000000);
        this.failed(file, row, `Tệp lớn hơn ${most} MB. Nén nhỏ lại hoặc tách thành nhiều tệp.`, false);
      } else if (file.size === 0) {
        this.failed(file, row, "Tệp rỗng, không có nội dung.", false);
      } else {
        row.querySelector(".dv-upload-say").textContent = "Đang chờ";
        this.queue.push([file, row]);
      }
    }

    next() {
      if (this.running || !this.queue.length) return;
      this.running = true;
      const [file, row] = this.queue.shift();
      this.send(file, row);
    }

    send(file, row) {
      const data = new FormData();
      const token = this.form.querySelector("[name=csrfmiddlewaretoken]");
      if (token) data.append("csrfmiddlewaretoken", token.value);
      for (const hidden of this.zone.querySelectorAll("input[type=hidden]")) data.append(hidden.name, hidden.value);
      data.append(this.input.name, file, file.name);
      const request = new XMLHttpRequest();
      request.open("POST", this.url);
      request.setRequestHeader("HX-Request", "true");
      request.upload.addEventListener("progress", (event) => this.progressed(row, event));
      request.addEventListener("load", () => this.loaded(request, file, row));
      request.addEventListener("error", () => this.ended(file, row, "Mất kết nối khi đang tải lên."));
      request.send(data);
    }

    progressed(row, event) {
      if (!event.lengthComputable) return;
      const percent = Math.floor((event.loaded * 100) / event.total);
      row.querySelector("progress").value = percent;
      row.querySelector(".dv-upload-say").textContent = percent < 100 ? `${percent}%` : "Đang kiểm tra…";
    }

    loaded(request, file, row) {
      if (request.status >= 200 && request.status < 300 && !request.responseURL.includes("/login")) {
        row.remove();
        swapParts(request.responseText);
        this.running = false;
        this.next();
      } else {
        this.ended(file, row, this.reason(request));
      }
    }

    reason(request) {
      if (request.status === 413) return "Tệp lớn hơn mức máy chủ nhận.";
      if (request.status >= 500) return "Máy chủ gặp lỗi, tệp chưa được ghi.";
      if (request.status < 400 || request.status === 401) return "Phiên làm việc đã hết. Đăng nhập ở thẻ khác rồi thử lại.";
      const answer = document.createElement("template");
      answer.innerHTML = request.responseText;
      const words = answer.content.querySelector("[data-error]") || answer.content.firstElementChild;
      const said = words && !answer.content.querySelector("main, title") ? words.textContent.trim() : "";
      return said || "Máy chủ không nhận tệp này.";
    }

    ended(file, row, words) {
      this.failed(file, row, words, true);
      this.running = false;
      this.next();
    }

    failed(file, row, words, again) {
      row.className = "is-fail";
      row.querySelector("progress").hidden = true;
      row.querySelector(".dv-upload-say").textContent = words;
      const acts = document.createElement("span");
      acts.className = "dv-actions";
      if (again) acts.append(this.act("Thử lại", file, () => this.again(file, row, acts)));
      acts.append(this.act("Bỏ", file, () => row.remove()));
      row.querySelector(".dv-file-name").after(acts);
    }

    again(file, row, acts) {
      acts.remove();
      row.className = "";
      row.querySelector("progress").hidden = false;
      this.queueFile(file, row);
      this.next();
    }

    act(label, file, deed) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "dv-link";
      button.textContent = label;
      button.setAttribute("aria-label", `${label}: ${file.name}`);
      button.addEventListener("click", deed);
      return button;
    }
  }

  // ---- Sending once -------------------------------------------------------------
  // A form that is on its way isn't sent again by a second click. The answer may be a file, with the page staying.
  const SENDING = 5000;
  let sent = new WeakSet();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    setTimeout(() => sent.delete(form), SENDING);
  });
  window.addEventListener("pageshow", () => (sent = new WeakSet()));

  // ---- Beginning ----------------------------------------------------------------
  const begun = new WeakSet();

  function begin(root, selector, Thing) {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches && root.matches(selector)) found.push(root);
    for (const element of found) {
      if (begun.has(element)) continue;
      begun.add(element);
      new Thing(element);
    }
  }

  function beginAll(root) {
    begin(root, "form[data-autosave]", Autosave);
    begin(root, "[data-dropzone]", Dropzone);
  }

  beginAll(document);
  document.addEventListener("htmx:load", (event) => beginAll(event.detail.elt));
  const wrong = document.querySelector("[data-focus]");
  if (wrong) wrong.focus();
})();
