"""The changelog keeps up with the version."""

from __future__ import annotations

import re
import tomllib

from tests.project.blocks import ROOT

HEADING = re.compile(r"^## \[(?P<version>[^\]]+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?$", re.M)


def version() -> str:
    """Of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def test_the_changelog_begins_with_unreleased_or_the_version() -> None:
    """Keep a Changelog: newest first, releases with their date, the rest under Unreleased with the coming version."""
    text = (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8")
    first = next(HEADING.finditer(text))
    if first["version"] == "Unreleased":
        assert first["date"] is None
        assert f"The next version is {version()}." in text
    else:
        assert first["version"] == version()
        assert first["date"] is not None


def test_the_package_tells_its_version() -> None:
    """`gorkflow.__version__` is the one of pyproject.toml."""
    import gorkflow

    assert gorkflow.__version__ == version()
