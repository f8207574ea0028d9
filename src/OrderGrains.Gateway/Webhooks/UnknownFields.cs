using System.Collections.Immutable;
using System.Text.Json;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>Keeps fields that a sender added since its page was written, as JSON text, within bounds.</summary>
internal static class UnknownFields
{
    /// <summary>Most fields kept.</summary>
    public const int MaxFields = 32;

    /// <summary>Most characters kept, names and values together.</summary>
    public const int MaxCharacters = 8192;

    /// <summary>Most fields looked at: to tell where one stands takes a walk through the body, which may hold thousands that do not fit.</summary>
    private const int MaxLooked = 256;

    private const int MaxName = 64;

    /// <summary>The fields of an object and of its parts that are not known and not null, the first ones that fit, each under its path; null where there are none.</summary>
    public static ImmutableSortedDictionary<string, string>? Of(Fields fields, KnownNames known)
    {
        Kept? kept = null;
        Look(fields.Value(), known, ref kept);
        return kept?.Fields.ToImmutable();
    }

    /// <summary>An object's own fields, then those of its parts.</summary>
    private static void Look(JsonValue value, KnownNames known, ref Kept? kept)
    {
        switch (value.Kind)
        {
            case JsonValueKind.Array:
                for (var element = value.Index + 1; element < value.Tree[value.Index].Link; element = value.Tree[element].Link)
                {
                    Look(new(value.Tree, element), known, ref kept);
                }

                break;
            case JsonValueKind.Object:
                LookAtFields(value, known, ref kept);
                break;
        }
    }

    private static void LookAtFields(JsonValue value, KnownNames known, ref Kept? kept)
    {
        var (tree, end) = (value.Tree, value.Tree[value.Index].Link);
        for (var name = value.Index + 1; name < end && kept is not { IsFull: true }; name = tree[name + 1].Link)
        {
            if (!known.Contains(tree, name, out _) && tree[name + 1].Type != JsonTokenType.Null)
            {
                (kept ??= new()).Add(tree, name);
            }
        }

        for (var name = value.Index + 1; known.HasParts && name < end; name = tree[name + 1].Link)
        {
            if (known.Contains(tree, name, out var parts) && parts is not null)
            {
                Look(new(tree, name + 1), parts, ref kept);
            }
        }
    }

    private sealed class Kept
    {
        private int _left = MaxCharacters;
        private int _looked;

        public bool IsFull => Fields.Count == MaxFields || _looked == MaxLooked;

        public ImmutableSortedDictionary<string, string>.Builder Fields { get; } =
            ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

        public void Add(JsonTree tree, int name)
        {
            _looked++;
            var (path, text) = (tree.PathOf(name), new JsonValue(tree, name + 1).ToString());
            var size = path.Length + text.Length;
            if (tree.Decode(name).Length <= MaxName && size <= _left)
            {
                _left -= size;
                Fields[path] = text;
            }
        }
    }
}
