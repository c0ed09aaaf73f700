/// What every refusal has in common; features add their own sealed families beside their code.
package io.hydrant.kernel.error;
