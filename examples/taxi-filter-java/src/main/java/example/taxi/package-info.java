/// Consumer of a data stream of taxi trips: sends what is a trip to a delivery stream.
package example.taxi;
