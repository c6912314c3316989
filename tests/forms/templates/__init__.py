"""Proof that a template is complete: every cell, every rule."""

ORIGINS = {
    "giam_ngheo": ("dak-glei", "both", "dak-glei-appendix"),
    "nq42": ("kon-tum", "both"),
}
"""Whose cells each template has."""
