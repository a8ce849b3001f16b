"""What the extension says, held against the judge."""
