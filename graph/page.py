"""The explorer's page: one HTML file that opens anywhere and asks nothing of a network.

The page may run its own script and use its own style sheet, which its Content Security Policy names by their
hashes, and nothing else. What stands in the news reaches it as data alone: as JSON in which no character can end
the element that holds it.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

from .identity import clean
from .look import look, messages

# Characters that could end the element of the data, or a line of a script.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="tewn">
<title>{title} – tewn</title>
<style>{style}</style>
</head>
<body>
<a class="skip" id="skip" href="#event-list"></a>
<header class="top">
<h1 id="title">{title}</h1><span class="counts" id="counts" role="status"></span>
<div class="searching" id="searching" role="search"></div>
<div class="switches" id="switches"></div>
</header>
<div class="chosen" id="chosen"></div>
<main>
<section class="filters" id="filters"></section>
<section class="network-panel" id="network"></section>
<section class="timeline-panel" id="timeline"></section>
<section class="map-panel" id="map"></section>
<div class="side">
<section class="events" id="events"></section>
<section class="evidence" id="evidence" tabindex="0" aria-live="polite"></section>
</div>
</main>
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def page(payload: Mapping[str, Any], language: str) -> str:
    """Return the page of a payload, which opens in a language of the interface."""
    words = messages()[language]
    script, style = _bundled("explorer.js"), _colours() + _bundled("explorer.css")
    return _PAGE.format(
        language=language,
        direction=words["direction"],
        title=escape(words["title"]),
        policy=_policy(script, style),
        style=style,
        data=_embedded(payload),
        script=script,
    )


def _colours() -> str:
    """Return the colours as variables of the style sheet: light, dark where it is chosen, or where the system is."""
    light, dark = (
        "".join(f"--{name}:{colour};" for name, colour in look()[theme].items()) for theme in ("light", "dark")
    )
    fonts = ", ".join(f'"{name}"' if " " in name else name for name in look()["fonts"])
    return (
        f":root{{color-scheme:light;{light}--fonts:{fonts}}}"
        f':root[data-theme="dark"]{{color-scheme:dark;{dark}}}'
        f"@media(prefers-color-scheme:dark){{:root:not([data-theme]){{color-scheme:dark;{dark}}}}}"
    )


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    return f"sha256-{b64encode(sha256(source.encode()).digest()).decode()}"


def _embedded(payload: Mapping[str, Any]) -> str:
    text = clean(json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
    for character, escaped in _ESCAPES.items():
        text = text.replace(character, escaped)
    return text


@cache
def _bundled(name: str) -> str:
    return (files(__package__) / "explorer" / "bundle" / name).read_text("utf-8").rstrip("\n")
