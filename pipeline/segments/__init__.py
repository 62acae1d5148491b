"""Document -> segments: sentence, row, list item, pair..., each with its heading path."""

from pipeline.segments.build import segment

__all__ = ["segment"]
