// Compares a file on this computer with the digests of the paper. The file is read here and sent nowhere.
(() => {
  "use strict";

  const box = document.querySelector("[data-compare]");
  const byHand = document.querySelector("[data-compare-by-hand]");
  if (!box || !window.crypto || !window.crypto.subtle) return;
  const result = box.querySelector("[data-compare-result]");
  const NAMES = { pdf: "PDF", docx: "Word" };

  box.hidden = false;
  byHand.open = false;

  async function digestOf(file) {
    const digest = await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((octet) => octet.toString(16).padStart(2, "0")).join("");
  }

  function say(text, state) {
    result.textContent = text;
    result.className = `dv-gap-s dv-compared dv-compared--${state}`;
  }

  box.querySelector("input[type=file]").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    say(`Đang tính mã kiểm của “${file.name}”…`, "doing");
    try {
      const digest = await digestOf(file);
      const same = Object.keys(NAMES).find((name) => box.dataset[name] === digest);
      if (same) say(`Giống hệt: “${file.name}” là bản ${NAMES[same]} đã ban hành.`, "same");
      else say(`Khác: “${file.name}” không phải tệp đã ban hành. Mã kiểm của tệp này: ${digest}`, "other");
    } catch {
      say(`Không đọc được “${file.name}”. Hãy chép tệp về máy rồi thử lại.`, "other");
    }
  });
})();
