"""The functions of the ODK XForms specification, one module per family."""
