namespace OrderGrains;

/// <summary>Operators. Two of one name are fine, which is how an operator's key is rotated; two of one key are not.</summary>
internal static class OperatorsCheck
{
    public static void Check(IReadOnlyList<OperatorSettings> operators, ProblemList problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < operators.Count; i++)
        {
            var key = $"{SettingsCheck.Section}:Operators:{i}";
            problems.Text($"{key}:Name", operators[i].Name, "The name that timelines show");
            problems.Word($"{key}:Role", operators[i].Role, "Reader", "Operator");
            problems.Key($"{key}:Key", operators[i].Key, "X-Api-Key");
            problems.When(
                operators[i].Key is { Length: > 0 } value && !seen.Add(value),
                $"{key}:Key",
                "Another operator has this key; each has one of their own.");
        }
    }
}
