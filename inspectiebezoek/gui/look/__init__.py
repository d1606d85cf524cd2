"""The looks: tokens, fonts, icons, shapes, and how they become a palette and a stylesheet."""
