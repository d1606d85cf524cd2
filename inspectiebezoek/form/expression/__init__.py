"""XPath 1.0 with the ODK extensions: text to syntax, syntax to closures over live nodes."""
