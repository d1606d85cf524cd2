// Loads a form and answers one question in JavaRosa, warm: the second half of the runs counts.
// Arguments: form, steps (one "ref<TAB>value" a line), ref, values with commas, runs. Prints JSON.

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.data.AnswerDataFactory;
import org.javarosa.core.model.data.UncastData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

public class Bench {
    private static final int ANSWERS = 400;

    static FormDef load(Path file) throws Exception {
        FormDef form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
        form.initialize(true, new InstanceInitializationFactory());
        return form;
    }

    static FormIndex find(FormEntryController control, String ref) {
        control.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event = control.stepToNextEvent();
        while (event != FormEntryController.EVENT_END_OF_FORM) {
            FormIndex at = control.getModel().getFormIndex();
            if (event == FormEntryController.EVENT_QUESTION
                    && at.getReference().toString(true).replaceAll("\\[\\d+\\]", "").equals(ref)) {
                return at;
            }
            event = control.stepToNextEvent();
        }
        return null;
    }

    static void answer(FormEntryController control, FormIndex at, String text) {
        FormEntryPrompt asked = control.getModel().getQuestionPrompt(at);
        control.answerQuestion(
                at, AnswerDataFactory.template(asked.getControlType(), asked.getDataType()).cast(new UncastData(text)), true);
    }

    static double warm(List<Double> times, double place) {
        List<Double> late = new ArrayList<>(times.subList(times.size() / 2, times.size()));
        Collections.sort(late);
        return late.get((int) (late.size() * place));
    }

    public static void main(String[] words) throws Exception {
        new XFormsModule().registerModule();
        int runs = Integer.parseInt(words[4]);
        List<Double> loads = new ArrayList<>();
        FormDef form = null;
        for (int run = 0; run < runs; run++) {
            long started = System.nanoTime();
            form = load(Path.of(words[0]));
            loads.add((System.nanoTime() - started) / 1e6);
        }
        FormEntryController control = new FormEntryController(new FormEntryModel(form));
        for (String line : Files.readAllLines(Path.of(words[1]))) {
            String[] step = line.split("\t", 2);
            FormIndex at = find(control, step[0]);
            if (at != null) {
                answer(control, at, step[1]);
            }
        }
        FormIndex at = find(control, words[2]);
        String[] values = words[3].split(",");
        List<Double> answers = new ArrayList<>();
        for (int turn = 0; turn < ANSWERS; turn++) {
            long started = System.nanoTime();
            answer(control, at, values[turn % values.length]);
            answers.add((System.nanoTime() - started) / 1e6);
        }
        System.out.printf(
                Locale.ROOT,
                "{\"loadMs\": %.1f, \"setMedianMs\": %.3f, \"setP95Ms\": %.3f}%n",
                warm(loads, 0.5), warm(answers, 0.5), warm(answers, 0.95));
    }
}
