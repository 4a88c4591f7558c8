"""The page's panels: typed values in, HTML in which every foreign text is escaped out."""
