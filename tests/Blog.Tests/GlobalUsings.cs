global using Blog.Import;
