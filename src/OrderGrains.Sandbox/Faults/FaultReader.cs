using System.Text.Json;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.Faults;

/// <summary>Why a list of faults is refused: the field, and what it should have been.</summary>
internal sealed record FaultRefusal(string Field, string Reason);

/// <summary>Reads faults from JSON: a list of faults that each name a target, or a map from a target to one fault or a list.</summary>
internal sealed class FaultReader
{
    private static readonly string[] Fields =
    [
        "target", "operation", "rate", "times", "latency", "status", "retryAfter", "answerLost", "refuseConnection", "notification",
        "notificationDelay",
    ];

    private readonly List<Fault> _faults = [];

    /// <summary>The first thing wrong, null while nothing is.</summary>
    public FaultRefusal? Refusal { get; private set; }

    public IReadOnlyList<Fault> Faults => _faults;

    public static FaultReader Read(JsonElement json)
    {
        var reader = new FaultReader();
        switch (json.ValueKind)
        {
            case JsonValueKind.Array:
                reader.ReadList(json, "", null);
                break;
            case JsonValueKind.Object:
                foreach (var target in json.EnumerateObject())
                {
                    reader.ReadTarget(target.Value, target.Name);
                }

                break;
            default:
                reader.Refuse("$", "must be a list of faults, or a map from a target to its faults");
                break;
        }

        return reader;
    }

    private void ReadTarget(JsonElement json, string target)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            ReadList(json, target, target);
        }
        else
        {
            ReadFault(json, target, target);
        }
    }

    private void ReadList(JsonElement json, string path, string? target)
    {
        foreach (var (index, fault) in json.EnumerateArray().Index())
        {
            ReadFault(fault, $"{path}[{index}]", target);
        }
    }

    private void ReadFault(JsonElement json, string path, string? target)
    {
        if (_faults.Count == FaultSwitches.Limit)
        {
            Refuse(path, $"is one too many: at most {FaultSwitches.Limit} faults may be on");
            return;
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            Refuse(path, "must be an object");
            return;
        }

        foreach (var unknown in json.EnumerateObject().Where(field => !Fields.Contains(field.Name)))
        {
            Refuse($"{path}.{unknown.Name}", "is not a field of a fault");
        }

        target ??= json.Text("target");
        if (target is null || !SandboxTargets.Operations.TryGetValue(target, out var operations))
        {
            Refuse($"{path}.target", $"must be one of {string.Join(", ", SandboxTargets.Operations.Keys)}");
            return;
        }

        var operation = json.Text("operation");
        Require(json, path, "operation", operation is not null && operations.Contains(operation),
            $"must be null or one of {string.Join(", ", operations)}");
        var retryAfter = Whole(json, path, "retryAfter", 0, 86_400);
        var status = Whole(json, path, "status", 300, 599);
        Require(json, path, "retryAfter", status is not null, "goes with a status");
        var fault = new Fault
        {
            Target = target,
            Operation = operation,
            Rate = (double)Number(json, path, "rate", 0, 1, 1),
            Times = Whole(json, path, "times", 0, int.MaxValue),
            Latency = Duration(json, path, "latency") ?? TimeSpan.Zero,
            Status = status,
            RetryAfter = retryAfter,
            AnswerLost = Flag(json, path, "answerLost"),
            RefuseConnection = Flag(json, path, "refuseConnection"),
            Notification = Kind(json, path),
        };
        fault = Duration(json, path, "notificationDelay") is { } delay ? fault with { NotificationDelay = delay } : fault;
        if (!fault.StrikesRequests && fault.Notification is null)
        {
            Refuse(path, "does nothing: set latency, status, answerLost, refuseConnection or notification");
        }

        _faults.Add(fault);
    }

    private NotificationFault? Kind(JsonElement json, string path)
    {
        NotificationFault? kind = json.Text("notification") switch
        {
            "lose" => NotificationFault.Lose,
            "repeat" => NotificationFault.Repeat,
            "delay" => NotificationFault.Delay,
            "reorder" => NotificationFault.Reorder,
            _ => null,
        };
        Require(json, path, "notification", kind is not null, "must be lose, repeat, delay or reorder");
        return kind;
    }

    private bool Flag(JsonElement json, string path, string name)
    {
        var value = json.Field(name);
        Require(json, path, name, value.ValueKind is JsonValueKind.True or JsonValueKind.False, "must be true or false");
        return value.IsTrue();
    }

    private int? Whole(JsonElement json, string path, string name, int least, int most)
    {
        var value = json.Field(name).Whole();
        Require(json, path, name, value >= least && value <= most, $"must be a whole number from {least} to {most}");
        return value is null ? null : (int)Math.Clamp(value.Value, least, most);
    }

    private decimal Number(JsonElement json, string path, string name, decimal least, decimal most, decimal otherwise)
    {
        var value = json.Field(name).Decimal();
        Require(json, path, name, value >= least && value <= most, $"must be a number from {least} to {most}");
        return value ?? otherwise;
    }

    private TimeSpan? Duration(JsonElement json, string path, string name)
    {
        TimeSpan? value = TimeSpan.TryParseExact(json.Text(name), ["c"], null, out var parsed) ? parsed : null;
        Require(json, path, name, value >= TimeSpan.Zero && value <= Fault.LongestDelay,
            $"must be a duration such as 00:00:02, at most {Fault.LongestDelay:c}");
        return value;
    }

    private void Require(JsonElement json, string path, string name, bool holds, string reason)
    {
        if (!json.Field(name).IsMissing() && !holds)
        {
            Refuse($"{path}.{name}", reason);
        }
    }

    private void Refuse(string field, string reason) => Refusal ??= new FaultRefusal(field.TrimStart('.'), reason);
}
