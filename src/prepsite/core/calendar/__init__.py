"""The vault as a calendar: which events it has, how they are numbered, and what their zones do."""
