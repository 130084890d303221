"""Lessons: predict, then see, on one's own table."""

from lstmviz.ui.lessons import contents, frame, progress, quiz, step

with frame.page():
    match progress.experiment().lesson:
        case "":
            contents.show_contents()
        case "quiz":
            quiz.show_quiz()
        case _:
            step.show_step()
