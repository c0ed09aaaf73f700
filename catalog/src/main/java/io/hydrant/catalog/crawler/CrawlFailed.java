package io.hydrant.catalog.crawler;

/// Why a crawl came to nothing; its message is shown with the crawler.
final class CrawlFailed extends Exception {
    private static final long serialVersionUID = 1;

    CrawlFailed(String message) {
        super(message);
    }

    CrawlFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
