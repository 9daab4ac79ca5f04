using System.Security.Cryptography;
using System.Text;

namespace Cutover.Effects;

/// <summary>A database's definition as a list of named objects, comparable between servers.</summary>
internal sealed record SchemaFingerprint(IReadOnlyDictionary<string, string> Objects)
{
    private const string Definitions =
        $"""
        with u as materialized ({Catalog.UserSchemas}),
        ext as materialized (select classid, objid from pg_depend where deptype = 'e'),
        rel as materialized (
          select c.*, n.nspname from pg_class c join u n on n.oid = c.relnamespace
          where not exists (select from ext where classid = 'pg_class'::regclass and objid = c.oid))
        select format('table %I.%I', r.nspname, r.relname),
               r.relkind::text || r.relpersistence::text || r.relreplident::text || coalesce(pg_get_expr(r.relpartbound, r.oid),
                 '') || ' ' || coalesce((
                 select string_agg(format('%I %s%s%s%s %s %s', a.attname, format_type(a.atttypid, a.atttypmod),
                   case when a.attnotnull then ' not null' end,
                                          a.attidentity, a.attgenerated, (select collname
                                            from pg_collation where oid = a.attcollation), pg_get_expr(d.adbin, d.adrelid)),
                                   ', ' order by a.attnum)
                 from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                 where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped), '')
          from rel r where r.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
        union all select format('view %I.%I', r.nspname, r.relname), pg_get_viewdef(r.oid) from rel r where r.relkind in ('v', 'm')
        union all select format('constraint %I on %I.%I', c.conname, r.nspname, r.relname), pg_get_constraintdef(c.oid)
          from pg_constraint c join rel r on r.oid = c.conrelid
        union all select format('index %I.%I', r.nspname, i.relname), pg_get_indexdef(i.oid) || x.indisvalid::text
          from pg_index x join rel r on r.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
        union all select format('trigger %I on %I.%I', t.tgname, r.nspname, r.relname),
          pg_get_triggerdef(t.oid) || t.tgenabled::text from pg_trigger t join rel r on r.oid = t.tgrelid where not t.tgisinternal
        union all select format('rule %I on %I.%I', w.rulename, r.nspname, r.relname), pg_get_ruledef(w.oid)
          from pg_rewrite w join rel r on r.oid = w.ev_class where r.relkind <> 'v' and r.relkind <> 'm'
        union all select format('policy %I on %I.%I', p.polname, r.nspname, r.relname), format('%s %s %s', p.polcmd,
          pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
          from pg_policy p join rel r on r.oid = p.polrelid
        union all select format('sequence %I.%I', r.nspname, r.relname), format('%s %s %s %s %s %s', format_type(s.seqtypid, null),
          s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle)
          from pg_sequence s join rel r on r.oid = s.seqrelid
        union all select format('grants on %I.%I', r.nspname, r.relname),
          (select string_agg(format('%s %s %s', coalesce(g.rolname, 'public'), x.privilege_type, x.is_grantable), ', '
              order by g.rolname, x.privilege_type)
            from aclexplode(coalesce(r.relacl, acldefault(case when r.relkind = 'S' then 's' else 'r' end::"char", r.relowner))) x
              left join pg_roles g on g.oid = x.grantee
            where g.rolname is distinct from current_user)
          from rel r where r.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        union all select format('routine %I.%I(%s)', u.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
                         case when p.prokind = 'a' then 'aggregate' else pg_get_functiondef(p.oid) end
          from pg_proc p join u on u.oid = p.pronamespace where not exists (select
            from ext where classid = 'pg_proc'::regclass and objid = p.oid)
        union all select format('enumeration %I.%I', u.nspname, t.typname), (select string_agg(e.enumlabel,
          ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)
          from pg_type t join u on u.oid = t.typnamespace where t.typtype = 'e' and not exists (select
            from ext where classid = 'pg_type'::regclass and objid = t.oid)
        union all select format('domain %I.%I', u.nspname, t.typname), format('%s %s %s', format_type(t.typbasetype, t.typtypmod),
          t.typnotnull, t.typdefault)
          from pg_type t join u on u.oid = t.typnamespace where t.typtype = 'd' and not exists (select
            from ext where classid = 'pg_type'::regclass and objid = t.oid)
        """;

    /// <summary>One digest of everything.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Objects.OrderBy(found => found.Key, StringComparer.Ordinal).Select(found => $"{found.Key}={found.Value}")))));

    public static async Task<SchemaFingerprint> OfAsync(Session database)
    {
        var objects = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var (name, definition) in await database.ListAsync(
                Definitions, row => (row.GetString(0), row.IsDBNull(1) ? "" : row.GetString(1))))
            objects[name] = definition;
        return new SchemaFingerprint(objects);
    }

    /// <summary>Names of what is missing on either side or defined otherwise.</summary>
    public IReadOnlyList<string> Differences(SchemaFingerprint other) =>
    [
        .. Objects.Keys.Union(other.Objects.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(name => !Objects.TryGetValue(name, out var one) || !other.Objects.TryGetValue(name, out var two) || one != two)
            .Select(
                name =>
                    !Objects.ContainsKey(name) ? $"{name} is only in the "
                        + "second" : !other.Objects.ContainsKey(name) ? $"{name} is only in the first" : $"{name} is defined otherwise"),
    ];
}
