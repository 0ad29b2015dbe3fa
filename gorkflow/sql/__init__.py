"""What stores on SQL share: named queries, numbered migrations, composed filters, cursors of pages."""
