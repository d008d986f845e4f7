"""A real browser: lays pages out at several widths, and says what it shows of each."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
NEEDS_BROWSER = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"),
    *("--virtual-time-budget=5000", "--window-size=1300,900", "--hide-scrollbars"),
)
WIDTHS = (390, 1280)
PROBE = """
<script>
function look(frame) {
  const page = frame.contentDocument, view = frame.contentWindow;
  const all = (selector) => [...page.querySelectorAll(selector)];
  return {
    width: view.innerWidth,
    wide: page.documentElement.scrollWidth,
    policy: page.querySelector("meta[http-equiv]").content,
    styled: view.getComputedStyle(page.body).maxWidth !== "none" || view.getComputedStyle(page.body).display === "grid",
    loaded: view.performance.getEntriesByType("resource").map((each) => each.name),
    landmarks: ["header", "main", "nav", "footer"].map((name) => all("body > " + name).length),
    nameless: all("section").filter((each) => !page.getElementById(each.getAttribute("aria-labelledby"))).length,
    broken: all("a").filter((each) => !page.getElementById(each.getAttribute("href").slice(1))).length,
    silent: all("svg").filter((each) => !each.getAttribute("aria-label") && !each.getAttribute("aria-hidden")).length,
    tags: [...new Set(all("*").map((each) => each.localName))].sort(),
    headings: all("h1, h2, h3, h4").map((each) => Number(each.localName[1])),
    text: page.body.innerText,
    small: all("svg text").filter((each) => each.getBoundingClientRect().height < 9).map((each) => each.textContent),
    beyond: all("body *").filter((each) => !each.closest(".scroll, .table") &&
      each.getBoundingClientRect().right > view.innerWidth + 1).map((each) => each.outerHTML.slice(0, 90)),
  };
}
window.addEventListener("load", () => {
  const seen = [...document.querySelectorAll("iframe")].map(look);
  document.getElementById("seen").textContent = JSON.stringify(seen);
});
</script>
"""


def shown(pages: Mapping[str, str]) -> dict[tuple[str, int], dict[str, Any]]:
    """Return what a browser shows of each page at each width; a page runs as it is, under its own policy."""
    frames = "".join(
        f'<iframe width="{width}" height="900" style="border:0" srcdoc="{html.escape(page)}"></iframe>'
        for page in pages.values()
        for width in WIDTHS
    )
    with tempfile.TemporaryDirectory() as folder:
        outer = Path(folder) / "outer.html"
        outer.write_text(
            f'<!doctype html><meta charset="utf-8">{PROBE}{frames}<pre id="seen"></pre>', encoding="utf-8"
        )
        done = subprocess.run(
            [str(CHROMIUM), *FLAGS, f"--user-data-dir={folder}/profile", "--dump-dom", outer.as_uri()],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
    match = re.search(r'<pre id="seen">(.*?)</pre>', done.stdout, re.S)
    assert match, done.stderr
    keys = [(name, width) for name in pages for width in WIDTHS]
    return dict(zip(keys, json.loads(html.unescape(match[1])), strict=True))
