"""Job tickets: what a print shop must know."""
