/**
 * The roles at work: {@link dev.deucalion.kubernetes.role.Roles} starts for a role and a namespace
 * the watches it needs; {@link dev.deucalion.kubernetes.role.RoleGroups} notes which objects a
 * change concerns and makes their groups anew when it is asked.
 *
 * <p>Changes are heard on the client's threads, groups are made on the discoverer's.
 */
@NullMarked
package dev.deucalion.kubernetes.role;

import org.jspecify.annotations.NullMarked;
