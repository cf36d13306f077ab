/* A copy button beside each citation, where copying works. Without it the page is whole: the text can be marked. */
(function () {
  "use strict";
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach(function (cited) {
    const button = document.createElement("button");
    const name = "Copy " + cited.dataset.copy;
    button.type = "button";
    button.className = "quiet";
    button.textContent = name;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      navigator.clipboard.writeText((cited.dataset.text || cited.textContent).trim()).then(
        function () {
          button.textContent = "Copied";
          setTimeout(function () { button.textContent = name; }, 5000);
        },
        function () { button.textContent = "Copying was refused: mark the text"; }
      );
    });
    cited.after(button);
  });
})();
