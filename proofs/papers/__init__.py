"""The papers that come with the toolkit, a folder each; the machine knows them by name only."""
