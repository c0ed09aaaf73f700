/// Where objects lie: a local folder served as S3, or any S3 outside.
package io.hydrant.storage;
