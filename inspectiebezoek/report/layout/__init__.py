"""How a report looks: tagged flowables, pages, sections and charts."""
