"""A text and its headline, for the tests of what stands above a text."""

from __future__ import annotations

BODY = (
    "The two countries signed a pact on Friday. It will help both of them in the Sahel.\n\n"
    "The U.S. withdrawal ends on August 31, President Biden said. Nothing else was agreed.\n\n"
    "“We will stay in the region for as long as we can,” the French minister said in Washington, "
    "where she met her American counterpart. “Our forces have been fighting side by side, and "
    "they will continue to do so.” Austin called France an ideal partner.\n"
)

HEADLINE = "The United States and France strengthen their cooperation"
