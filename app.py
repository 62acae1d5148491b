"""The viewer's front door: navigation only."""
