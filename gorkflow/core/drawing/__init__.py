"""Drawings of a workflow: a picture without a format, and what writes it as Mermaid, DOT and SVG."""
