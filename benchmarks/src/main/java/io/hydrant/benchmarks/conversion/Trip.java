package io.hydrant.benchmarks.conversion;

/// A trip as an object that is used again and again. Times are milliseconds since 1970.
final class Trip {
    double pickupLatitude;
    double pickupLongitude;
    double dropoffLatitude;
    double dropoffLongitude;
    long id;
    double distance;
    int passengerCount;
    long pickupMillis;
    long dropoffMillis;
    double total;
    boolean ofTypeTrip;

    void clear() {
        ofTypeTrip = false;
        pickupLongitude = 0;
        dropoffLongitude = 0;
    }

    boolean isKept() {
        return ofTypeTrip && pickupLongitude != 0 && dropoffLongitude != 0;
    }
}
