"""How a statement of the language is read as a formula of the kernel."""
