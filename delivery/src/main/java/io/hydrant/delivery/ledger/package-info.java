/// Which records are delivered, durably: what makes delivery exactly once.
///
/// A [Position] names a record of a lane. Before an object is uploaded, the ledger keeps an
/// [Intent]: the object's final key and the positions in it. After the upload it keeps the commit.
/// So after a crash every position is either delivered, in the open intent of exactly one object
/// (which is uploaded again to the same key), or free to go into a new object.
package io.hydrant.delivery.ledger;
