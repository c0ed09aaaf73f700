/// Crawlers: look at the files under a folder and make tables of them.
///
/// A crawl lists the objects of its targets into folders, looks at a sample of each folder's files,
/// decides which folders are tables and which are partitions of them, and writes that into the
/// catalog.
package io.hydrant.catalog.crawler;
